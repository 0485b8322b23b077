const longest = 60
const mostAlternatives = 12

/** `value` as its author would recognise it, cut to one short line. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value)
    return keys.length === 0 ? 'an empty object' : `an object with ${oneLine(keys.slice(0, 3).join(', '))}`
  }
  return typeof value === 'string' ? oneLine(JSON.stringify(value)) : String(value)
}

/** `"a", "b" or "c"`; of a long list only the first, and how many more there are. */
export function alternatives(values: readonly unknown[]): string {
  const words = values.slice(0, mostAlternatives).map((value) => JSON.stringify(value))
  if (values.length > mostAlternatives) return `${words.join(', ')} or one of ${values.length - words.length} more`
  const last = words.pop()
  return words.length > 0 ? `${words.join(', ')} or ${last}` : String(last)
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ')
  return flat.length > longest ? `${flat.slice(0, longest)}…` : flat
}
