const compiled = new Map<string, RegExp | null>()

/**
 * A schema's pattern as a JavaScript expression, compiled once; null if it cannot be read.
 *
 * Patterns are written for Go's RE2, whose `(?i)`, `\A` and `\z` JavaScript spells otherwise.
 */
export function compilePattern(pattern: string): RegExp | null {
  let expression = compiled.get(pattern)
  if (expression === undefined) {
    expression = compile(pattern)
    compiled.set(pattern, expression)
  }
  return expression
}

function compile(pattern: string): RegExp | null {
  const flags = /^(\^?)\(\?([is]+)\)/.exec(pattern)
  const body = (flags ? (flags[1] ?? '') + pattern.slice(flags[0].length) : pattern)
    .replace(/^\\A/, '^')
    .replace(/\\z$/, '$')
    .replaceAll('(?P<', '(?<')
  try {
    return new RegExp(body, flags?.[2] ?? '')
  } catch {
    return null
  }
}
