import { distributionOf } from '../../distribution/distributions.ts'
import { defineRule, type Problem } from '../../finding/rule.ts'
import { bootOf } from '../boot.ts'
import { datastoreOf } from '../datastore.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type Draft, type NodeDraft, nodesOf } from '../draft.ts'
import { quote } from '../problem.ts'

const noNodes = defineRule('node-missing', 'error', {
  title: 'the cluster has no nodes',
  why: 'There is nothing to run on.',
  remedy: 'Add a node with role "server".',
})

const noServer = defineRule('server-missing', 'error', {
  title: 'no node is a server',
  why: 'There is no control plane.',
  remedy: 'Give one node the role "server".',
})

const evenServers = defineRule('server-count-even', 'warning', {
  title: 'the number of servers is even',
  why: 'An even number survives no more failures than one fewer, because etcd needs a majority.',
  remedy: 'Use 1, 3 or 5 servers.',
})

const onSlowDisk = defineRule('server-on-sd', 'warning', {
  title: 'a server keeps its database on an SD card or eMMC',
  why: 'The database syncs to disk all the time: slow cards stall the API, and wear out.',
  remedy: 'Give it an NVMe or SSD with purpose "os" or "etcd".',
})

const netbootServer = defineRule('server-netboot', 'error', {
  title: 'a server boots from the network',
  why: 'The root of a netboot node is in memory: a reboot loses the cluster.',
  remedy: 'Boot servers from a disk of their own.',
})

/** There is a control plane, it can lose a member, and its state survives. */
export const checkControlPlane: DefinitionCheck = {
  rules: [noNodes, noServer, evenServers, onSlowDisk, netbootServer],
  run(draft) {
    const nodes = nodesOf(draft)
    const servers = nodes.filter(({ value }) => value.role === 'server')
    if (draft.nodes === undefined) return []
    if (draft.nodes.length === 0) {
      return [noNodes.problem('nodes', '[] lists no node; at least one is needed')]
    }
    // A node of wrong shape may have been meant as the server.
    const judgeable = nodes.length === draft.nodes.length && nodes.every(({ value }) => value.role !== undefined)
    if (judgeable && servers.length === 0) {
      const message = `none of the ${nodes.length} nodes is a server; at least one must run the control plane`
      return [noServer.problem('nodes', message)]
    }
    const state = stateOf(draft)
    const problems = servers.flatMap(({ value, path }) => checkServer(value, path, state))
    if (!judgeable || servers.length % 2 === 1) return problems
    const message = `${servers.length} nodes are servers; an even number of etcd members survives no more failures than ${servers.length - 1} would`
    return [
      evenServers.problem('nodes', message, `Make it ${servers.length - 1} or ${servers.length + 1}.`),
      ...problems,
    ]
  },
}

/** What the control plane keeps its state in, as people call it. */
function stateOf(draft: Draft): string {
  const distribution = draft.kubernetes?.distribution
  if (!distribution || datastoreOf(draft) === 'etcd') return 'etcd'
  return `${distributionOf(distribution).title}' SQLite database`
}

function checkServer(node: NodeDraft, path: string, state: string): Problem[] {
  const boot = bootOf(node)
  if (boot === 'netboot') {
    const message = `${quote('netboot')} leaves a server's state in memory: a reboot would lose the cluster`
    return [netbootServer.problem(`${path}.boot`, message)]
  }
  if ((boot !== 'sd' && boot !== 'emmc') || node.disks?.some((disk) => disk?.purpose === 'etcd')) return []
  // A disk that could not be read may be the one for etcd.
  if (node.disks?.includes(undefined)) return []
  const medium = boot === 'sd' ? 'an SD card' : 'eMMC'
  const message = `server ${quote(node.name)} keeps ${state} on ${medium}, whose slow syncs stall the control plane and which wears out`
  return [onSlowDisk.problem(path, message)]
}
