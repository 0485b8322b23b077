import { type Markup, markup } from '../../html/markup.ts'

type Cell = string | number | Markup

export interface Column {
  readonly title: string
  /** Whether the column holds numbers, which are aligned to the right. @default false */
  readonly number?: boolean
  /** Short words that stay on one line where the page is wide. @default false */
  readonly whole?: boolean
}

const right = markup` class="n"`
const unbroken = markup` class="whole"`

/** A table that turns into a list of cards on a narrow screen: each cell carries the title of its column. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Cell[])[]): Markup {
  return markup`<table><caption class="unseen">${caption}</caption>
<thead><tr>${columns.map(({ title, number }) => markup`<th scope="col"${number === true && right}>${title}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => markup`<tr>${row.map((value, index) => cell(value, columns[index] as Column, index))}</tr>\n`)}</tbody></table>`
}

function cell(value: Cell, { title, number, whole }: Column, index: number): Markup {
  // The first cell names the row.
  if (index === 0) return markup`<th scope="row">${value}</th>`
  return markup`<td data-title="${title}"${number === true && right}${whole === true && unbroken}>${value}</td>`
}
