/**
 * Texts of `Warning` headers as Kubernetes sends them: `299 - "text"`, several joined by commas, quotes escaped.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7234#section-5.5
 */
export function parseWarnings(header: string | readonly string[] | undefined): string[] {
  const value = typeof header === 'string' ? header : (header ?? []).join(', ')
  return [...value.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) => (match[1] ?? '').replace(/\\(.)/g, '$1'))
}
