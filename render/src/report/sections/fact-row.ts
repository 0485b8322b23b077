import { joined, type Markup, markup } from '../../html/markup.ts'

/** A row of what is known about something; nothing where there is nothing to say. */
export function factRow(title: string, parts: readonly (string | Markup)[], between: string | Markup = ' ') {
  return parts.length > 0 && markup`<div><dt>${title}</dt><dd>${joined(parts, between)}</dd></div>`
}

export const lineBreak = markup`<br>`
