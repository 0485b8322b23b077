import { type Markup, markup } from '../../render/src/html/markup.ts'

const styles: Readonly<Record<string, string>> = { 1: 'b', 2: 'd', 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' }
/** What ends them: 22 ends bold and dim, 39 any colour. */
const ends: Readonly<Record<string, readonly string[]>> = {
  22: ['b', 'd'],
  39: ['red', 'green', 'yellow', 'cyan'],
  0: Object.values(styles),
}

/**
 * Terminal output as HTML, for the colours that our commands use.
 *
 * @throws if it meets another escape sequence, so that no picture shows less than the terminal.
 */
export function terminalText(output: string): Markup {
  const active = new Set<string>()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  const pieces = output.split(/(\u001b\[[0-9;]*[A-Za-z])/)
  const parts = pieces.flatMap((piece, index): (Markup | string)[] => {
    if (index % 2 === 0)
      return [active.size > 0 ? markup`<span class="${[...active].join(' ')}">${piece}</span>` : piece]
    for (const code of piece.slice(2, -1).split(';')) {
      const style = styles[code]
      const ended = ends[code || '0']
      if (!piece.endsWith('m') || (style === undefined && ended === undefined)) {
        throw new Error(`${JSON.stringify(piece)} is not an escape sequence that this page can show`)
      }
      if (style !== undefined) active.add(style)
      for (const each of ended ?? []) active.delete(each)
    }
    return []
  })
  return markup`${parts}`
}

/** A page with nothing but a terminal window, `#window`, in which `command` printed `output`. */
export function terminalPage(command: string, output: string): string {
  return markup`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${command}</title><style>
body { margin: 0; padding: 24px; display: inline-block; }
#window { background: #12161d; color: #dfe5ec; border-radius: 12px; overflow: hidden; border: 1px solid #2c333c; }
.top { display: flex; gap: 8px; padding: 12px 14px; background: #1b212a; } .top i { width: 12px; height: 12px; border-radius: 50%; background: #454e5a; }
pre { margin: 0; padding: 16px 22px 20px; font: 15px/1.5 "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace; }
.b { font-weight: 700; } .d { opacity: .6; } .red { color: #ff8f98; } .green { color: #6fdd8b; } .yellow { color: #f0b64f; } .cyan { color: #79d3ff; } .prompt { color: #b9a5ff; }
</style></head><body><div id="window"><div class="top"><i></i><i></i><i></i></div><pre><span class="prompt">$</span> <span class="b">${command}</span>
${terminalText(output.trimEnd())}</pre></div></body></html>`.text
}
