import { type Markup, markup } from '../../html/markup.ts'

/** A word in a small frame; `tone` colours it. */
export function chip(text: string, tone: 'plain' | 'accent' | 'good' | 'info' | 'warning' | 'bad' = 'plain'): Markup {
  return markup`<span class="chip ${tone}">${text}</span>`
}
