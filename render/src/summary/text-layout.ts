import { stripVTControlCharacters } from 'node:util'

/** Columns that `text` takes on a terminal; colour codes take none. */
export function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length
}

/** Rows with aligned columns; those whose index is in `right` are aligned to the right. No trailing blanks. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = [], gap = '  '): string[] {
  const widths: number[] = []
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const blanks = ' '.repeat((widths[i] ?? 0) - widthOf(cell))
        return right.includes(i) ? blanks + cell : cell + blanks
      })
      .join(gap)
      .trimEnd(),
  )
}

/** Breaks `text` at blanks into lines of at most `columns`; a longer word keeps a line of its own. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      if (line !== '' && widthOf(line) + 1 + widthOf(word) > columns) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line)
  }
  return lines
}
