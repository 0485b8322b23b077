/** The words of a list such as annotations hold: `a, b` is two, nothing is none. */
export function commaList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
}
