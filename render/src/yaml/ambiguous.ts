/**
 * Strings that some reader in use takes for something else without quotes: numbers in every notation of YAML 1.1
 * and 1.2 (`12:30` is 750 in base 60, `1_000`, `010`, `0o17`, `0b1`, `1e3`, `.5`), timestamps, words.
 * @see https://yaml.org/type/ (1.1: int, float, bool, null, timestamp, merge, value)
 */
const numbers = [
  /^[-+]?[\d_]+(:[\d_]+)+(\.[\d_]*)?$/,
  /^[-+]?[\d_]*\.?[\d_]*(e[-+]?[\d_]*)?$/i,
  /^[-+]?0(x[\da-f_]+|o[0-7_]+|b[01_]+)$/i,
  /^[-+]?\.(inf|nan)$/i,
  /^\d{4}-\d\d?-\d\d?([Tt\s].*)?$/,
]

/** What all of these begin with. */
const startsNumber = /^[-+._\de]|^$/i

const words = /^(y|n|yes|no|on|off|true|false|null|nan|inf|~|=|<<)$/i

/** Whether a reader of YAML 1.1 or 1.2 may take `text` for something else than a string unless it is quoted. */
export function isAmbiguous(text: string): boolean {
  // Asked of every text that is written: most begin with a letter, and are too long for one of the words.
  if (startsNumber.test(text)) return numbers.some((pattern) => pattern.test(text))
  return text.length <= 5 && words.test(text)
}

/** Whether readers disagree on `text` as a block: leading blanks or line ends, blanks at the end of a line. */
export function isFragile(text: string): boolean {
  return text.includes('\n') && (/^[ \t\n]/.test(text) || /[ \t]$/m.test(text) || /\n\n$/.test(text))
}
