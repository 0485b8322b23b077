import { describeObject } from '@ainur/constructs/finding'
import { type Markup, markup } from '../../html/markup.ts'
import { groupBy } from '../../model/group-by.ts'
import type { PendingPods, PlannedWorkload } from '../../plan/capacity-plan.ts'
import { domainDeaths, type NodeDeath, nodeDeaths } from '../facts/node-death.ts'
import type { RenderedCluster } from '../report-data.ts'
import type { Section } from './section.ts'

/** What is left of the cluster without each node. */
export function nodeDeathSection({ rendering, plan }: RenderedCluster): Section {
  const { cluster } = rendering
  return {
    id: 'deaths',
    title: 'If a node dies',
    intro: 'Kubernetes waits about five minutes before it starts the pods of a dead node elsewhere.',
    body: markup`${
      plan.pending.length > 0 &&
      markup`<div class="note error"><p><b>Some pods find no node even while all nodes live.</b></p>${pendingList(plan.pending)}</div>`
    }<div class="cards">
${[...nodeDeaths(cluster, plan), ...domainDeaths(cluster, plan)].map((death) => (death.nodes.length === cluster.nodes.length ? everythingCard(death) : deathCard(death, servers(cluster))))}</div>
<details class="fine"><summary>What this plan assumes</summary><ul>${plan.assumptions.map((text) => markup`<li>${text}</li>`)}</ul></details>`,
  }
}

function servers({ nodes }: RenderedCluster['rendering']['cluster']): number {
  return nodes.filter(({ role }) => role === 'server').length
}

function everythingCard({ what, nodes }: NodeDeath): Markup {
  return markup`<article class="card death bad">
<header><h4>Without ${what}</h4></header>
<p class="verdict">Everything stops</p>
<p>${nodes.length === 1 ? 'It is the only node.' : 'All nodes depend on it.'}</p>
</article>
`
}

function deathCard({ what, nodes, api, moving, thinned, held, pending }: NodeDeath, serverCount: number): Markup {
  const tone = pending.length > 0 ? 'bad' : api === 'lost' ? 'warning' : 'good'
  const count = pending.reduce((sum, { pods }) => sum + pods, 0)
  const headline =
    pending.length > 0
      ? `${count} ${count === 1 ? 'pod finds' : 'pods find'} no place`
      : api === 'lost'
        ? 'Nothing moves until it is back'
        : 'Every pod finds a place'
  return markup`<article class="card death ${tone}">
<header><h4>Without ${what}</h4></header>
<p class="verdict">${headline}</p>
${nodes.length > 1 && markup`<p>These nodes go with it: ${nodes.join(', ')}.</p>`}
${api === 'lost' && markup`<p>${serverCount === 1 ? 'It is the only server' : 'Too few of the servers are left'}: the Kubernetes API stops answering. Pods on the other nodes keep running, but nothing is started anew until a server is back; then there ${pending.length > 0 ? 'would not be' : 'is'} room for everything.</p>`}
${api === 'survives' && markup`<p>The Kubernetes API keeps answering: enough servers are left.</p>`}
${pending.length > 0 && pendingList(pending, nodes)}
${moving.length > 0 && markup`<p><b>${api === 'lost' ? 'Away until then' : 'Away until started elsewhere'}:</b> ${names(moving)}.</p>`}
${thinned.length > 0 && markup`<p><b>Fewer copies:</b> ${names(thinned)}.</p>`}
${held.length > 0 && markup`<p><b>Held back:</b> ${names(held)}. Pods of a StatefulSet start elsewhere only once the dead ${nodes.length === 1 ? 'node is' : 'nodes are'} deleted: <code>kubectl delete node ${nodes.join(' ')}</code>.</p>`}
${moving.length + thinned.length + held.length + pending.length === 0 && markup`<p>Only pods that belong to ${nodes.length === 1 ? 'this node' : 'these nodes'} ran there.</p>`}
</article>
`
}

function names(workloads: readonly PlannedWorkload[]): string {
  return workloads
    .map(({ ref }) => ref.name)
    .sort()
    .join(', ')
}

/** Whatever the plan says about the `dead` nodes themselves, their death is reason enough. */
function pendingList(pending: readonly PendingPods[], dead: readonly string[] = []): Markup {
  return markup`<ul>${pending.map(
    ({ ref, pods, reasons }) =>
      markup`<li><b>${describeObject(ref)}</b>${pods > 1 && `, ${pods} pods`}<ul class="reasons">${reasonsOf(reasons.filter(({ node, constraint }) => !dead.includes(node) || constraint === 'nodeName'))}</ul></li>`,
  )}</ul>`
}

/** Nodes with the same reason share a line. */
function reasonsOf(reasons: PendingPods['reasons']): Markup[] {
  return [...groupBy(reasons, ({ detail }) => detail)].map(
    ([detail, same]) => markup`<li>${same.map(({ node }) => node).join(', ')}: ${detail}</li>`,
  )
}

/** Sentence about all nodes at once, for the head of the cluster. */
export function survival({ rendering, plan }: RenderedCluster): {
  readonly tone: 'good' | 'warning' | 'bad'
  readonly text: string
} {
  const deaths = nodeDeaths(rendering.cluster, plan)
  if (plan.pending.length > 0) return { tone: 'bad', text: 'Some pods find no node even while all nodes live' }
  if (deaths.length === 1) return { tone: 'warning', text: 'There is only one node: without it everything stops' }
  const full = deaths.filter(({ pending }) => pending.length > 0).map(({ what }) => what)
  if (full.length > 0) return { tone: 'bad', text: `Pods find no place if ${list(full)} dies` }
  const lost = deaths.filter(({ api }) => api === 'lost').map(({ what }) => what)
  const room = 'Any one node can die, and every pod still finds room'
  if (lost.length === 0) return { tone: 'good', text: room }
  return { tone: 'warning', text: `${room}; but without ${list(lost)} nothing is started anew` }
}

function list(nodes: readonly string[]): string {
  return nodes.join(' or ')
}
