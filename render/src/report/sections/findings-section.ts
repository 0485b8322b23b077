import { describeObject, type Finding, type Severity } from '@ainur/constructs/finding'
import type { Accepted } from '../../accept/index.ts'
import { type Markup, markup } from '../../html/markup.ts'
import { groupBy } from '../../model/group-by.ts'
import type { Section } from './section.ts'

const order: readonly Severity[] = ['error', 'warning', 'info']

/** What the checks said, worst first; then what the owner accepted, and why. */
export function findingsSection(findings: readonly Finding[], accepted: readonly Accepted<Finding>[]): Section {
  const sorted = order.flatMap((severity) => findings.filter((finding) => finding.severity === severity))
  const alike = [
    ...groupBy(sorted, ({ rule, path, message, remedy }) => JSON.stringify([rule, path, message, remedy])).values(),
  ]
  return {
    id: 'findings',
    title: 'Findings',
    count: findings.length,
    body: markup`${alike.length === 0 && markup`<p class="note good">The checks have nothing to say${accepted.length > 0 && ' that is not accepted'}.</p>`}
${alike.map(findingMarkup)}
${accepted.length > 0 && markup`<h4>Accepted</h4>\n${[...groupBy(accepted, ({ entry }) => entry).values()].map(acceptedMarkup)}`}`,
  }
}

function findingMarkup(same: readonly Finding[]): Markup {
  const { rule, severity, path, message, remedy } = same[0] as Finding
  return markup`<article class="note ${severity}"><p><b class="rule">${severity}: ${rule}</b> ${places(same)}${path !== '' && markup` <code>${path}</code>`}</p><p>${message}</p><p class="dim">→ ${remedy}</p></article>
`
}

function acceptedMarkup(same: readonly Accepted<Finding>[]): Markup {
  const { entry, finding } = same[0] as Accepted<Finding>
  return markup`<article class="note accepted"><p><b class="rule">${entry.rule}</b> ${places(same.map((each) => each.finding))} <span class="dim">until ${entry.until}</span></p><p>${finding.message}</p><p class="dim">Accepted: ${entry.reason}</p></article>
`
}

/** Names up to three objects, and folds the rest. */
function places(findings: readonly Finding[]): Markup {
  const names = findings.map(({ object }) => describeObject(object))
  const [shown, more] = [names.slice(0, 3), names.slice(3)]
  return markup`${shown.join(', ')}${more.length > 0 && markup` <details class="inline"><summary>and ${more.length} more</summary>${more.join(', ')}</details>`}`
}
