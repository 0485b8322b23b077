/** A MAC address as twelve lower-case digits in pairs (`2c:cf:67:01:02:03`); undefined if `text` is not one. */
export function normaliseMac(text: string | undefined): string | undefined {
  if (
    !text ||
    !/^([0-9a-f]{2}([:-])([0-9a-f]{2}\2){4}[0-9a-f]{2}|[0-9a-f]{12}|([0-9a-f]{4}\.){2}[0-9a-f]{4})$/i.test(text)
  )
    return undefined
  return text
    .toLowerCase()
    .replace(/[^0-9a-f]/g, '')
    .replace(/(..)(?=.)/g, '$1:')
}
