const longest = 60

/** `value` as its author would recognise it, cut to one short line. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value)
    return keys.length === 0 ? 'an empty object' : `an object with ${oneLine(keys.slice(0, 3).join(', '))}`
  }
  return typeof value === 'string' ? oneLine(JSON.stringify(value)) : String(value)
}

/** `a, b or c`. */
export function alternatives(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value))
  const last = words.pop()
  return words.length > 0 ? `${words.join(', ')} or ${last}` : String(last)
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ')
  return flat.length > longest ? `${flat.slice(0, longest)}…` : flat
}
