import { visibleText } from '../text/visible-text.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML, also inside a quoted attribute. */
export function html(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => entities[character] as string)
}

/** Our own sentences, with what is between backticks as code. */
export function htmlProse(text: string): string {
  const parts = text.split('`')
  if (parts.length % 2 === 0) return html(text)
  return parts.map((part, index) => (index % 2 === 1 ? `<code>${html(part)}</code>` : html(part))).join('')
}
