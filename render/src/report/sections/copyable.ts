import { type Markup, markup } from '../../html/markup.ts'

/** Text to take along, with a button that copies it where scripts run. */
export function copyable(id: string, title: string, text: string): Markup {
  return markup`<div class="copyable"><div class="copy-head"><span>${title}</span> <button type="button" class="copy" data-copy="${id}" aria-label="Copy: ${title}" hidden>Copy</button></div>
<pre id="${id}" tabindex="0">${text}</pre></div>
`
}
