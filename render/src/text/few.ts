/** `a, b and 3 more`: as many as anybody reads. */
export function few(texts: readonly string[], most: number): string {
  const more = texts.length - most
  return `${texts.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
