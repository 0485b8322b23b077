import type { ClusterView } from './cluster-view.ts'

/** What changed between two looks, one line per thing, for people who watch and for logs. */
export function movements(before: ClusterView | undefined, after: ClusterView): string[] {
  const nodes = after.nodes.flatMap(({ name, ready, architecture }) => {
    const old = before?.nodes.find((node) => node.name === name)
    if (old?.ready === ready) return []
    return [`node ${name} (${architecture}) is ${ready ? 'ready' : 'not ready'}`]
  })
  const applications = after.applications.flatMap(({ name, sync, health }) => {
    const old = before?.applications.find((application) => application.name === name)
    return old?.sync === sync && old.health === health ? [] : [`application ${name}: ${sync}, ${health}`]
  })
  const known = new Map(before?.pods.map((pod) => [pod.name, pod]))
  const pods = after.pods.flatMap(({ name, node, state, message }) => {
    const old = known.get(name)
    known.delete(name)
    if (old && old.node === node && old.state === state) return []
    const reason = state === 'Pending' && message ? `: ${message}` : ''
    return [`pod ${name}: ${state}${node ? ` on ${node}` : ''}${reason}`]
  })
  const gone = [...known.values()].map(({ name, node }) => `pod ${name}: gone${node ? ` from ${node}` : ''}`)
  return [...nodes, ...applications, ...pods, ...gone]
}
