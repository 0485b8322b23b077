import { type Markup, markup } from '../../html/markup.ts'
import { appFacts } from '../facts/app-facts.ts'
import type { RenderedCluster, ReportData } from '../report-data.ts'
import { addressesSection } from './addresses-section.ts'
import { appsSection } from './apps-section.ts'
import { findingsSection } from './findings-section.ts'
import { hostsSection } from './hosts-section.ts'
import { nodeDeathSection } from './node-death-section.ts'
import { nodesSection } from './nodes-section.ts'
import { overview } from './overview.ts'
import { secretsSection } from './secrets-section.ts'
import { type Scope, type Section, sectionMarkup } from './section.ts'
import { wavesSection } from './waves-section.ts'

/** Everything about one cluster, with its own navigation. */
export function clusterReport(cluster: ReportData['clusters'][number], scope: Scope): Markup {
  const sections = cluster.rendering
    ? sectionsOf(cluster, scope)
    : [findingsSection(cluster.findings, cluster.accepted)]
  return markup`<section class="cluster" id="${scope}" aria-labelledby="${scope}-title">
<h2 id="${scope}-title">${cluster.name}</h2>
${cluster.rendering ? overview(cluster) : markup`<p class="banner bad">This cluster cannot be rendered yet: its definition, or the wiring of its apps, has errors.</p>`}
<nav aria-label="Parts of ${cluster.name}"><div class="in"><a class="home" href="#${scope}">${cluster.name}</a> ${sections.map(
    ({ id, title, count }) =>
      markup`<a href="#${scope}-${id}">${title}${count !== undefined && markup` <small>${count}</small>`}</a> `,
  )}</div></nav>
${sections.map((section) => sectionMarkup(scope, section))}
</section>
`
}

function sectionsOf(cluster: RenderedCluster, scope: Scope): Section[] {
  const { rendering, findings, accepted } = cluster
  const facts = appFacts(cluster)
  const ids = new Map(facts.map(({ app }, index) => [app.appName, `${scope}-app-${index}`]))
  const idOf = (app: string) => ids.get(app) ?? `${scope}-apps`
  const { nodes, architectures } = rendering.cluster
  const found = findingsSection(findings, accepted)
  return [
    // What is wrong comes before everything else; what is merely known can wait.
    ...(findings.length > 0 ? [found] : []),
    nodesSection(cluster),
    nodeDeathSection(cluster),
    wavesSection(facts, (app) => `#${idOf(app)}`, scope),
    appsSection(facts, { nodes: nodes.length, architectures }, idOf),
    hostsSection(rendering, scope),
    addressesSection(rendering),
    secretsSection(rendering),
    ...(findings.length > 0 ? [] : [found]),
  ]
}
