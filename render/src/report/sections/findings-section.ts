import { describeObject, type Finding, severities } from '@ainur/constructs/finding'
import type { Accepted } from '../../accept/index.ts'
import { type Markup, markup } from '../../html/markup.ts'
import { groupBy } from '../../model/group-by.ts'
import type { Section } from './section.ts'

/** One mistake often shows at many places: more than these are folded. */
const SHOWN = 3

/** What the checks said, worst first; then what the owner accepted, and why. */
export function findingsSection(findings: readonly Finding[], accepted: readonly Accepted<Finding>[]): Section {
  const sorted = severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity))
  const byRule = [...groupBy(sorted, ({ severity, rule }) => `${severity} ${rule}`).values()]
  return {
    id: 'findings',
    title: 'Findings',
    count: findings.length,
    body: markup`${byRule.length === 0 && markup`<p class="note good">The checks have nothing to say${accepted.length > 0 && ' that is not accepted'}.</p>`}
${byRule.map(ruleMarkup)}
${accepted.length > 0 && markup`<h4>Accepted</h4>\n${[...groupBy(accepted, ({ entry }) => entry).values()].map(acceptedMarkup)}`}`,
  }
}

/** Findings of one rule: those that say the same together, and only the first few unfolded. */
function ruleMarkup(findings: readonly Finding[]): Markup {
  const alike = [
    ...groupBy(findings, ({ path, message, remedy }) => JSON.stringify([path, message, remedy])).values(),
  ].map(findingMarkup)
  const rest = alike.length - SHOWN
  const { severity, rule } = findings[0] as Finding
  return markup`${alike.slice(0, SHOWN)}${rest > 0 && markup`<details class="note ${severity}"><summary>${rest} more of <b class="rule">${rule}</b></summary>${alike.slice(SHOWN)}</details>\n`}`
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

/** Names the first few objects, and folds the rest. */
function places(findings: readonly Finding[]): Markup {
  const names = findings.map(({ object }) => describeObject(object))
  const [shown, more] = [names.slice(0, SHOWN), names.slice(SHOWN)]
  return markup`${shown.join(', ')}${more.length > 0 && markup` <details class="inline"><summary>and ${more.length} more</summary>${more.join(', ')}</details>`}`
}
