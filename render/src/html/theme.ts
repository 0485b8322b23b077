/**
 * Colours of the pages that we write, in light and dark; `data-theme` on the root overrides what the reader's system says.
 * Text colours have a contrast of at least 4.5:1 on `--bg` and `--card` in both themes.
 */
export const theme = `
:root { color-scheme: light dark; --bg: #ffffff; --fg: #1b1f24; --dim: #59636e; --line: #d5dae0; --card: #f6f8fa; --add: #0b6b2f; --addbg: #e6f6ea; --del: #a5121f; --delbg: #fdecee; --error: #b3131f; --warning: #8a5300; --info: #0a5cad; --path: #5b3cc4; --focus: #0a5cad; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { --bg: #0e1116; --fg: #e6eaef; --dim: #9aa5b1; --line: #2c333c; --card: #161b22; --add: #6fdd8b; --addbg: #10271a; --del: #ff9aa2; --delbg: #321519; --error: #ff8f98; --warning: #f0b64f; --info: #79b8ff; --path: #b9a5ff; --focus: #79b8ff; } }
:root[data-theme=dark] { color-scheme: dark; --bg: #0e1116; --fg: #e6eaef; --dim: #9aa5b1; --line: #2c333c; --card: #161b22; --add: #6fdd8b; --addbg: #10271a; --del: #ff9aa2; --delbg: #321519; --error: #ff8f98; --warning: #f0b64f; --info: #79b8ff; --path: #b9a5ff; --focus: #79b8ff; }
:root[data-theme=light] { color-scheme: light; }
`
