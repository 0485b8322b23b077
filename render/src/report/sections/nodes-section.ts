import type { ClusterNode, Disk, NodeInterface } from '@ainur/constructs'
import { joined, type Markup, markup } from '../../html/markup.ts'
import type { NodeLoad } from '../../plan/capacity-plan.ts'
import { cores, counted, gibibytes, memory, millicores } from '../../text/amounts.ts'
import { type PodsOnNode, podsOnNode, sharesByApp } from '../facts/pods-on-node.ts'
import type { RenderedCluster } from '../report-data.ts'
import { chip } from './chip.ts'
import { factRow } from './fact-row.ts'
import { loadBar } from './load-bar.ts'
import type { Section } from './section.ts'
import { table } from './table.ts'

const diskKinds: Readonly<Record<Disk['kind'], string>> = {
  sd: 'SD card',
  emmc: 'eMMC',
  nvme: 'NVMe',
  ssd: 'SSD',
  hdd: 'hard disk',
  usb: 'USB',
  virtual: 'virtual disk',
}
const purposes: Readonly<Record<Disk['purpose'], string>> = {
  os: 'system',
  storage: 'replicated volumes',
  etcd: 'etcd',
  local: 'local volumes',
}
const boots: Readonly<Record<ClusterNode['boot'], string>> = {
  sd: 'its SD card',
  emmc: 'its eMMC',
  nvme: 'NVMe',
  usb: 'USB',
  disk: 'its disk',
  netboot: 'the network',
}

/** Each machine: what it is, and what is planned to run on it. */
export function nodesSection({ rendering, plan }: RenderedCluster): Section {
  return {
    id: 'nodes',
    title: 'Nodes',
    count: rendering.cluster.nodes.length,
    intro:
      'What is planned counts the requests of the pods against what a node can really give, after the system took its share.',
    body: markup`<div class="cards">
${rendering.cluster.nodes.map((node) => {
  const load = plan.nodes.find(({ name }) => name === node.name)
  return nodeCard(node, podsOnNode(plan, node.name), load)
})}</div>`,
  }
}

function nodeCard(node: ClusterNode, pods: readonly PodsOnNode[], load: NodeLoad | undefined): Markup {
  const { hardware, role } = node
  const labels = Object.entries({ ...node.labels, ...node.adminLabels }).map(([key, value]) => `${key}=${value}`)
  const taints = node.taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`)
  return markup`<article class="card node">
<header><h4>${node.name}</h4> ${chip(role === 'server' ? 'control plane' : 'worker', role === 'server' ? 'accent' : 'plain')} ${chip(hardware.architecture)}</header>
<p class="sub">${hardware.title}${!hardware.title.includes('cores') && markup`<span class="dim">, ${hardware.cores} cores</span>`}</p>
${load && loads(load, pods)}
<dl>
<div><dt>Address</dt><dd><code>${node.address}</code>${node.address6 !== undefined && markup` <code>${node.address6}</code>`}</dd></div>
${node.interfaces.map(interfaceRow)}
${node.host !== undefined && markup`<div><dt>Runs on</dt><dd>${node.host}</dd></div>`}
${dependsOn(node)}
${node.mac !== undefined && markup`<div><dt>MAC</dt><dd><code>${node.mac}</code></dd></div>`}
<div><dt>Boots from</dt><dd>${boots[node.boot]}</dd></div>
${node.disks.map(diskRow)}
<div><dt>Can do</dt><dd class="chips">${
    node.capabilities.length > 0
      ? joined(
          node.capabilities.map((capability) => chip(capability)),
          ' ',
        )
      : 'nothing special'
  }</dd></div>
${factRow('Taints', taints.map(code))}
${factRow('Labels', labels.map(code))}
</dl>
${podList(node.name, pods, load)}
</article>
`
}

function interfaceRow({ name, mac, address, subnet }: NodeInterface): Markup {
  const where = [address, subnet && `in ${subnet}`].filter(Boolean).join(' ')
  return markup`<div><dt>${name ?? 'Interface'}</dt><dd><code>${where || mac}</code></dd></div>`
}

/** The failure domains that it shares with others; one of its own name says nothing. */
function dependsOn({ name, failureDomains }: ClusterNode): Markup | false {
  const shared = Object.entries(failureDomains).filter(([kind, domain]) => kind !== 'host' && domain !== name)
  if (shared.length === 0) return false
  return markup`<div><dt>Depends on</dt><dd>${shared.map(([kind, domain]) => `${kind} ${domain}`).join(', ')}</dd></div>`
}

/** Breaks, where there is no room, at the joints of a label or taint rather than within a word. */
function code(text: string): Markup {
  return markup`<code>${joined(text.split(/(?<=[/=:])/), markup`<wbr>`)}</code>`
}

function diskRow({ id, kind, purpose, sizeGB }: Disk): Markup {
  return markup`<div><dt>${diskKinds[kind]}</dt><dd>${sizeGB} GB for ${purpose === 'os' ? 'the ' : ''}${purposes[purpose]}</dd><dd class="id"><code>${id}</code></dd></div>
`
}

function loads({ name, cpuMillis, memoryBytes, allocatable }: NodeLoad, pods: readonly PodsOnNode[]): Markup {
  const shares = sharesByApp(pods)
  return markup`${loadBar({
    label: `CPU of ${name}`,
    title: 'CPU',
    planned: cpuMillis,
    whole: allocatable.cpuMillis,
    text: `${cores(cpuMillis)} of ${cores(allocatable.cpuMillis)} cores`,
    parts: shares.map((share) => ({ name: share.app, amount: share.cpuMillis, text: millicores(share.cpuMillis) })),
  })}
${loadBar({
  label: `Memory of ${name}`,
  title: 'Memory',
  planned: memoryBytes,
  whole: allocatable.memoryBytes,
  text: `${gibibytes(memoryBytes)} of ${gibibytes(allocatable.memoryBytes)} GiB`,
  parts: shares.map((share) => ({ name: share.app, amount: share.memoryBytes, text: memory(share.memoryBytes) })),
})}`
}

function podList(node: string, pods: readonly PodsOnNode[], load: NodeLoad | undefined): Markup {
  if (pods.length === 0) return markup`<p class="dim">No pods are planned here.</p>`
  const rows = pods.map(({ workload, pods: copies, cpuMillis, memoryBytes }) => [
    markup`${workload.ref.name}${copies > 1 && markup` <b>×${copies}</b>`}`,
    workload.app,
    millicores(cpuMillis),
    memory(memoryBytes),
  ])
  const columns = [
    { title: 'Pod of' },
    { title: 'App' },
    { title: 'CPU', number: true },
    { title: 'Memory', number: true },
  ]
  const total = pods.reduce((sum, each) => sum + each.pods, 0)
  return markup`<details><summary>${counted(total, 'pod')}${load && markup` <span class="dim">of at most ${load.allocatable.pods}</span>`}</summary><div class="tight">${table(`Pods on ${node}`, columns, rows)}</div></details>`
}
