import { oneLine } from '../../text/visible-text.ts'

const BREAK = '&#8203;'

/**
 * Characters of one text, and of one name or path, before escaping. The author of a change may give an object a name as
 * long as a comment; cut in the middle of a code span, the rest of the name would be read as markup.
 */
const LONGEST_TEXT = 2_500
const LONGEST_NAME = 600

/**
 * Text from a change as plain text in a forge's Markdown: no markup, no HTML, no mention, no link, no reference to an
 * issue or commit. Forges look for those in the rendered text, so that escaping alone does not stop them: an invisible
 * character between the parts does.
 */
export function markdownText(text: string): string {
  return (
    shortened(oneLine(text), LONGEST_TEXT)
      .replace(/[\\`*_{}[\]<>#!|~&$^]/g, (character) =>
        character === '&' ? '&amp;' : character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
      )
      .replace(/@/g, `@${BREAK}`)
      .replace(/\\#/g, `\\#${BREAK}`)
      .replace(/\b(www)\./gi, `$1${BREAK}.`)
      .replace(/:(?=\/\/)/g, `:${BREAK}`)
      // A name of an emoji, such as that of a tick.
      .replace(/:(?=[\w+-]+:)/g, `:${BREAK}`)
      // What would start a list, a heading or a table row.
      .replace(/^([-+=:])/, '\\$1')
      .replace(/\bgh-(?=\d)/gi, (match) => `${match}${BREAK}`)
      .replace(/\b[0-9a-f]{7,64}\b/gi, (match) => `${match.slice(0, 1)}${BREAK}${match.slice(1)}`)
      .replace(/^(\d+)([.)])/, '$1\\$2')
  )
}

/** Our own sentences with names from the change: text between backticks becomes a code span. */
export function markdownProse(text: string): string {
  const parts = shortened(text, LONGEST_TEXT).split('`')
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
  const clean = shortened(oneLine(text), LONGEST_NAME) || ' '
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
  return shortened(oneLine(text), LONGEST_NAME)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()!|~$^]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@/g, `@${BREAK}`)
    .replace(/#(?!\d+;)/g, `#${BREAK}`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/:(?=[\w+-]+:)/g, `:${BREAK}`)
    .replace(/\b(www)\./gi, `$1${BREAK}.`)
    .replace(/\b[0-9a-f]{7,64}\b/gi, (match) => `${match.slice(0, 1)}${BREAK}${match.slice(1)}`)
}

function longestRun(lines: readonly string[], least: number): number {
  let longest = least
  for (const line of lines) for (const [run] of line.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return longest
}

/** Says what it leaves out, and where that is. */
function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text
  const kept = text.slice(0, wholeCharacters(text, longest))
  return `${kept}… (${text.length - kept.length} more characters: see --format json)`
}

/** The largest index up to `end` that does not part the two halves of a character. */
export function wholeCharacters(text: string, end: number): number {
  const isHalf = end > 1 && end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))
  return isHalf ? end - 1 : end
}
