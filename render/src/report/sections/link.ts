import { type Markup, markup } from '../../html/markup.ts'

/** `text` as a link if `url` leads to a web page; any other URL is shown as text. */
export function link(url: string, text: string = url): Markup {
  return /^https?:\/\//i.test(url) ? markup`<a href="${url}" rel="noreferrer">${text}</a>` : markup`${text}`
}
