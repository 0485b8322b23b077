import { distributionOf } from '../../distribution/distributions.ts'
import { bootOf } from '../boot.ts'
import { datastoreOf } from '../datastore.ts'
import { type Draft, type NodeDraft, nodesOf } from '../draft.ts'
import { errorRule, type Problem, quote, warningRule } from '../problem.ts'

const noNodes = errorRule('node-missing')
const noServer = errorRule('server-missing')
const evenServers = warningRule('server-count-even')
const onSlowDisk = warningRule('server-on-sd')
const netbootServer = errorRule('server-netboot')

/** There is a control plane, it can lose a member, and its state survives. */
export function checkControlPlane(draft: Draft): Problem[] {
  const nodes = nodesOf(draft)
  const servers = nodes.filter(({ value }) => value.role === 'server')
  if (draft.nodes === undefined) return []
  if (draft.nodes.length === 0) {
    return [noNodes('nodes', '[] lists no node; at least one is needed', 'Add a node with role "server".')]
  }
  // A node of wrong shape may have been meant as the server.
  const judgeable = nodes.length === draft.nodes.length && nodes.every(({ value }) => value.role !== undefined)
  if (judgeable && servers.length === 0) {
    const message = `none of the ${nodes.length} nodes is a server; at least one must run the control plane`
    return [noServer('nodes', message, 'Give one node the role "server".')]
  }
  const state = stateOf(draft)
  const problems = servers.flatMap(({ value, path }) => checkServer(value, path, state))
  if (!judgeable || servers.length % 2 === 1) return problems
  const message = `${servers.length} nodes are servers; an even number of etcd members survives no more failures than ${servers.length - 1} would`
  return [evenServers('nodes', message, `Make it ${servers.length - 1} or ${servers.length + 1}.`), ...problems]
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
    return [netbootServer(`${path}.boot`, message, 'Boot servers from a disk of their own.')]
  }
  if ((boot !== 'sd' && boot !== 'emmc') || node.disks?.some((disk) => disk?.purpose === 'etcd')) return []
  // A disk that could not be judged may be the one.
  if (node.disks?.includes(undefined)) return []
  const medium = boot === 'sd' ? 'an SD card' : 'eMMC'
  const message = `server ${quote(node.name)} keeps ${state} on ${medium}, whose slow syncs stall the control plane and which wears out`
  return [onSlowDisk(path, message, 'Give it an NVMe or SSD with purpose "os" or "etcd".')]
}
