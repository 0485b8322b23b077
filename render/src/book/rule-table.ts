import type { Rule } from '@ainur/constructs/finding'

/** Rules as a Markdown table. */
export function ruleTable(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, severities, title, why, remedy }) =>
    [`\`${id}\``, severities.join(', '), cell(title), cell(sentence(why)), cell(sentence(remedy))].join(' | '),
  )
  return ['rule | severity | fires when | because | what to do', '--- | --- | --- | --- | ---', ...rows]
    .map((row) => `| ${row} |`)
    .join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

/** Findings of the tree say their remedy as a clause, pages as a sentence. */
export function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(whole) ? whole : `${whole}.`
}
