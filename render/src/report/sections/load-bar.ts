import { type Markup, markup } from '../../html/markup.ts'
import { percent } from '../../text/amounts.ts'

export interface BarPart {
  readonly name: string
  readonly amount: number
  /** As a person reads it: `0.3 cores`. */
  readonly text: string
}

export interface LoadBar {
  /** `CPU of manwe`. */
  readonly label: string
  readonly title: string
  readonly planned: number
  readonly whole: number
  /** `0.8 of 3.3 cores`. */
  readonly text: string
  readonly parts: readonly BarPart[]
}

/** From this share on there is little room for what a dead node leaves behind, and for bursts. */
const TIGHT = 80

/** How full something is planned to be, with a piece for each app. More than everything fills the bar in red. */
export function loadBar({ label, title, planned, whole, text, parts }: LoadBar): Markup {
  const share = percent(planned, whole)
  const tone = share > 100 ? 'over' : share > TIGHT ? 'tight' : 'easy'
  const scale = Math.max(planned, whole, 1)
  const pieces = [...parts].filter(({ amount }) => amount > 0).sort((a, b) => b.amount - a.amount)
  return markup`<div class="load ${tone}"><div class="load-text"><span>${title}</span> <span><b>${share}%</b> <small>${text}</small></span></div>
<div class="bar" role="meter" aria-label="${label}" aria-valuemin="0" aria-valuemax="100" aria-valuenow="${Math.min(share, 100)}" aria-valuetext="${text}, ${share}%">${pieces.map((piece) => markup`<i style="width:${width(piece.amount, scale)}%" title="${piece.name}: ${piece.text}"></i>`)}</div></div>`
}

function width(amount: number, scale: number): number {
  return Math.round((amount / scale) * 10_000) / 100
}
