import type { SecretNeed } from '@ainur/constructs'
import { withoutDigest } from '@ainur/constructs/image-reference'
import { joined, type Markup, markup } from '../../html/markup.ts'
import type { PlannedWorkload } from '../../plan/capacity-plan.ts'
import { counted, memory, millicores } from '../../text/amounts.ts'
import type { AppFacts, UsedImage } from '../facts/app-facts.ts'
import { chip } from './chip.ts'
import { factRow, lineBreak } from './fact-row.ts'
import { link } from './link.ts'
import { platforms } from './platforms.ts'
import type { Section } from './section.ts'
import { table } from './table.ts'

const levelTones = { restricted: 'good', baseline: 'info', privileged: 'warning' } as const

/** Each app, folded: what it is, what it waits for, what runs for it and from which images. */
export function appsSection(
  facts: readonly AppFacts[],
  cluster: { readonly nodes: number; readonly architectures: readonly string[] },
  idOf: (app: string) => string,
): Section {
  return {
    id: 'apps',
    title: 'Apps',
    count: facts.length,
    intro:
      'In the order in which they start. The level is the strictest Pod Security level that the pods of its namespace allow.',
    body: markup`<div class="apps">
${facts.map((each) => appDetails(each, cluster, idOf))}</div>`,
  }
}

function appDetails(
  facts: AppFacts,
  cluster: { readonly nodes: number; readonly architectures: readonly string[] },
  idOf: (app: string) => string,
): Markup {
  const { app, wave, objects, podSecurity, workloads, images, exposures } = facts
  const pods = workloads.reduce(
    (sum, { workloadType, assigned }) => sum + (workloadType === 'completes' ? 0 : assigned.length),
    0,
  )
  const contents = [
    pods > 0 && counted(pods, 'pod'),
    objects > 0 && counted(objects, 'object'),
    app.releases.length > 0 && counted(app.releases.length, 'release'),
  ]
  const hosts = exposures.map(({ url, host }) => link(url, host))
  const needed = ({ kind, namespace, name }: SecretNeed) =>
    markup`${kind ?? 'Secret'} <code>${namespace}/${name}</code>`
  return markup`<details class="app" id="${idOf(app.appName)}"><summary><span class="name">${app.appName}</span> <span class="facts">${pods > 0 && podSecurity !== undefined && chip(podSecurity, toneOf(podSecurity))} ${chip(`wave ${wave}`)} <span class="dim">${joined(contents, ', ')}</span></span></summary>
<dl>
<div><dt>Namespace</dt><dd><code>${app.appNamespace}</code> ${podSecurity === undefined ? markup`<span class="dim">its Pod Security level is not set by the tree</span>` : chip(podSecurity, toneOf(podSecurity))}</dd></div>
<div><dt>Project</dt><dd>${app.options.project}</dd></div>
<div><dt>Starts after</dt><dd>${after(facts, idOf)}</dd></div>
${factRow('Brings', app.releases.map(release), lineBreak)}
${factRow('Hosts', hosts, lineBreak)}
${factRow('Needs', app.secretNeeds.map(needed), lineBreak)}
</dl>
${workloads.length > 0 && workloadTable(app.appName, workloads, cluster.nodes)}
${images.length > 0 && imageTable(app.appName, images, cluster.architectures)}
</details>
`
}

function release({ name, source }: AppFacts['app']['releases'][number]): Markup {
  return markup`${name} <b>${source.version}</b> <span class="dim">from</span> ${link(source.repoURL)}`
}

function after({ app }: AppFacts, idOf: (app: string) => string): Markup {
  if (app.dependencies.length === 0)
    return markup`${app.options.foundation ? 'nothing: all others start after it' : 'no other app than the foundation'}`
  return joined(
    app.dependencies.map(
      ({ app: other, because }) =>
        markup`<a href="#${idOf(other.appName)}">${other.appName}</a> <span class="dim">(${because})</span>`,
    ),
    ', ',
  )
}

function toneOf(level: string): 'good' | 'info' | 'warning' | 'plain' {
  return Object.hasOwn(levelTones, level) ? levelTones[level as keyof typeof levelTones] : 'plain'
}

function workloadTable(app: string, workloads: readonly PlannedWorkload[], nodes: number): Markup {
  const rows = workloads.map(({ ref, workloadType, replicas, request, eligibleNodes, assigned }) => [
    markup`<span class="dim">${ref.kind}</span> ${ref.name}`,
    workloadType === 'per-node' ? 'one per node' : workloadType === 'completes' ? 'now and then' : String(replicas),
    places(assigned),
    eligibleNodes.length === nodes ? 'any' : eligibleNodes.length === 0 ? 'none' : eligibleNodes.join(', '),
    millicores(request.cpuMillis),
    memory(request.memoryBytes),
  ])
  const columns = [
    { title: 'Workload' },
    { title: 'Pods' },
    { title: 'Planned on' },
    { title: 'Allowed on' },
    { title: 'CPU each', number: true },
    { title: 'Memory each', number: true },
  ]
  return table(`Workloads of ${app}`, columns, rows)
}

function places(assigned: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const node of assigned) counts.set(node, (counts.get(node) ?? 0) + 1)
  return [...counts].map(([node, times]) => (times > 1 ? `${node} ×${times}` : node)).join(', ') || '–'
}

function imageTable(app: string, images: readonly UsedImage[], architectures: readonly string[]): Markup {
  const rows = images.map((image) => [
    markup`<code>${withoutDigest(image.reference)}</code>`,
    platforms(image, architectures),
    pinned(image),
  ])
  return table(`Images of ${app}`, [{ title: 'Image' }, { title: 'Platforms' }, { title: 'Pinned by' }], rows)
}

/** A digest is never invented: an entry that was only declared has none. */
function pinned({ locked }: UsedImage): Markup {
  if (locked?.digest === undefined) return markup`<span class="dim">its tag</span>`
  return markup`<code title="${locked.digest}">${locked.digest.slice(0, 19)}…</code>`
}
