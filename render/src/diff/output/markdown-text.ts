import { oneLine } from '../../text/visible-text.ts'

const BREAK = '&#8203;'

/**
 * Text from a change as plain text in a forge's Markdown: no markup, no HTML, no mention, no link, no reference to an
 * issue or commit. Forges look for those in the rendered text, so that escaping alone does not stop them: an invisible
 * character between the parts does.
 */
export function markdownText(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*_{}[\]<>#!|~&$^]/g, (character) =>
        character === '&' ? '&amp;' : character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
      )
      .replace(/@/g, `@${BREAK}`)
      .replace(/\\#/g, `\\#${BREAK}`)
      .replace(/\b(www)\./gi, `$1${BREAK}.`)
      .replace(/:(?=\/\/)/g, `:${BREAK}`)
      // Emoji, and what would start a list, a heading or a table row.
      .replace(/:(?=[\w+-]+:)/g, '\\:')
      .replace(/^([-+=:])/, '\\$1')
      .replace(/\bgh-(?=\d)/gi, (match) => `${match}${BREAK}`)
      .replace(/\b[0-9a-f]{7,64}\b/gi, (match) => `${match.slice(0, 1)}${BREAK}${match.slice(1)}`)
      .replace(/^(\d+)([.)])/, '$1\\$2')
  )
}

/** Our own sentences, in which names from the change stand: what is between backticks becomes a code span. */
export function markdownProse(text: string): string {
  const parts = text.split('`')
  // An odd backtick comes from a name: then nothing is a code span.
  if (parts.length % 2 === 0) return markdownText(text)
  return parts.map((part, index) => (index % 2 === 1 ? markdownCode(part) : spaced(part))).join('')
}

/** Escaped, with the blanks at both ends that `oneLine` takes away. */
function spaced(part: string): string {
  const inner = markdownText(part)
  return `${/^\s/.test(part) ? ' ' : ''}${inner}${inner !== '' && /\s$/.test(part) ? ' ' : ''}`
}

/** Text in a code span, whatever backticks it holds. */
export function markdownCode(text: string): string {
  const clean = oneLine(text) || ' '
  const longest = longestRun([clean], 0)
  const fence = '`'.repeat(longest + 1)
  const pad = clean.startsWith('`') || clean.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${clean}${pad}${fence}`
}

/** A fence that no line of `text` closes. */
export function fenceFor(lines: readonly string[]): string {
  const longest = longestRun(lines, 2)
  return '`'.repeat(longest + 1)
}

/** Text inside an HTML tag of Markdown, such as `<summary>`. */
export function summaryText(text: string): string {
  return oneLine(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()!|~$^]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@/g, `@${BREAK}`)
    .replace(/#(?!\d+;)/g, `#${BREAK}`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/\b(www)\./gi, `$1${BREAK}.`)
    .replace(/\b[0-9a-f]{7,64}\b/gi, (match) => `${match.slice(0, 1)}${BREAK}${match.slice(1)}`)
}

function longestRun(lines: readonly string[], least: number): number {
  let longest = least
  for (const line of lines) for (const [run] of line.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return longest
}
