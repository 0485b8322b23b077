import type { DiffResult } from '../diff-trees.ts'
import type { TerminalOptions } from './to-terminal.ts'

/** Makes the whole text of a diff, with its last line break. */
type Write = (result: DiffResult, options: TerminalOptions) => string

/** What `--format` takes, and how each is written; loaded when it is asked for. */
export const diffFormats = {
  terminal: async () => (await import('./to-terminal.ts')).toTerminal,
  markdown: async () => {
    const { toMarkdown } = await import('./to-markdown.ts')
    return (result) => `${toMarkdown(result).join('\n\n')}\n`
  },
  json: async () => {
    const { toJson } = await import('./to-json.ts')
    return (result) => `${JSON.stringify(toJson(result), null, 2)}\n`
  },
  html: async () => (await import('./to-html.ts')).toHtml,
} satisfies Readonly<Record<string, () => Promise<Write>>>

export type DiffFormat = keyof typeof diffFormats
