import { type Markup, markup } from '../../html/markup.ts'
import { cores, gibibytes, percent } from '../../text/amounts.ts'
import type { RenderedCluster } from '../report-data.ts'
import { link } from './link.ts'
import { survival } from './node-death-section.ts'

/** The cluster in one glance: what it is made of, and whether it would live through a dead node. */
export function overview(cluster: RenderedCluster): Markup {
  const { rendering, plan, findings } = cluster
  const { cluster: definition, apps, objects, waves, exposures } = rendering
  const sum = (pick: (load: RenderedCluster['plan']['nodes'][number]) => number) =>
    plan.nodes.reduce((total, load) => total + pick(load), 0)
  const cpu = [sum((load) => load.cpuMillis), sum((load) => load.allocatable.cpuMillis)] as const
  const ram = [sum((load) => load.memoryBytes), sum((load) => load.allocatable.memoryBytes)] as const
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const { tone, text } = survival(cluster)
  return markup`<p class="lead"><b>${definition.domain}</b>, Kubernetes ${definition.kubernetes.version} (${definition.kubernetes.distribution}), from ${link(definition.git.url)} <span class="dim">branch</span> ${definition.git.branch} <span class="dim">folder</span> ${definition.git.path}</p>
<dl class="tiles">
${tile('Nodes', definition.nodes.length, definition.architectures.join(' and '))}
${tile('CPU planned', `${percent(...cpu)}%`, `${cores(cpu[0])} of ${cores(cpu[1])} cores`)}
${tile('Memory planned', `${percent(...ram)}%`, `${gibibytes(ram[0])} of ${gibibytes(ram[1])} GiB`)}
${tile(
  'Pods',
  sum((load) => load.pods),
  'that keep running',
)}
${tile('Apps', apps.length, `${objects.length} objects, ${new Set(waves.values()).size} waves`)}
${tile('Hosts', new Set(exposures.map(({ host }) => host)).size, 'exposed to the LAN')}
</dl>
<p class="banner ${tone}">${text}.</p>
${errors > 0 && markup`<p class="banner bad">${errors} ${errors === 1 ? 'error keeps' : 'errors keep'} this cluster from being written: see the findings.</p>`}`
}

function tile(title: string, value: string | number, note: string): Markup {
  return markup`<div class="tile"><dt>${title}</dt><dd><b>${value}</b><span>${note}</span></dd></div>
`
}
