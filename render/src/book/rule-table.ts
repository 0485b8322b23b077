import type { Rule } from '@ainur/constructs/finding'

const head = ['rule', 'severity', 'fires when', 'because', 'what to do']

/** Rules as a Markdown table, aligned as the formatter would. */
export function ruleTable(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, severities, title, why, remedy }) =>
    [`\`${id}\``, severities.join(', '), title, sentence(why), sentence(remedy)].map((text) =>
      text.replaceAll('|', '\\|'),
    ),
  )
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`
  return [
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...rows.map((row) => line(row)),
  ].join('\n')
}

/** Findings of the tree say their remedy as a clause, pages as a sentence. */
export function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(whole) ? whole : `${whole}.`
}
