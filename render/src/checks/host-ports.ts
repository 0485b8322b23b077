import { type Cluster, distributionOf, type NodePort } from '@ainur/constructs'
import { defineRule, type Finding } from '@ainur/constructs/finding'
import type { Check } from '../model/rendering.ts'
import { specOf } from '../model/shape.ts'
import { hostPorts } from '../plan/host-ports.ts'
import { type PlacedWorkload, placedWorkloads } from './pi-nodes.ts'
import { rolloutStartsFirst } from './rollout.ts'

const hostPortReserved = defineRule('host-port-reserved', 'error', {
  title: 'a pod wants a port of its node that the node itself uses',
  why: 'Either the pod never starts, or it takes what the node needs: the kubelet, the API server or SSH is gone.',
  remedy: 'Take another port of the node; a Service of type LoadBalancer needs none.',
})

const hostPortRollout = defineRule('host-port-rollout-stuck', 'warning', {
  title: 'a Deployment starts its new pod while the old one still has the port of the only node that it may run on',
  why: 'At the first update the new pod waits for the port, and the old one for the new pod: neither ever gives way.',
  remedy: 'Set `strategy: { type: Recreate }`.',
})

/** Ports of a node belong to the node first, and to the next pod after the last. Pods among each other: the plan sees it. */
export const hostPortsCheck: Check = {
  rules: [hostPortReserved, hostPortRollout],
  run(rendering) {
    const ports = portsOf(rendering.cluster)
    return placedWorkloads(rendering).flatMap((workload) => {
      if (workload.template.edit === 'plan') return []
      return [...reserved(workload, ports), ...rollout(workload)]
    })
  },
}

/** A cluster that keeps its state elsewhere has no etcd. */
function portsOf({ kubernetes, nodes }: Cluster): readonly NodePort[] {
  const { ports, server } = distributionOf(kubernetes.distribution)
  const servers = nodes.filter(({ role }) => role === 'server')
  const etcdDisk = servers.some(({ disks }) => disks.some(({ purpose }) => purpose === 'etcd'))
  return server.datastore(servers.length, etcdDisk) === 'etcd' ? ports : ports.filter(({ of }) => of !== 'etcd')
}

function reserved({ ref, template, nodes }: PlacedWorkload, ports: readonly NodePort[]): Finding[] {
  return hostPorts(template).flatMap(({ port, protocol }) => {
    const holder = ports.find((each) => each.port === port && each.protocol === protocol)
    const where = holder?.on === 'servers' ? nodes.filter(({ role }) => role === 'server') : nodes
    if (!holder || where.length === 0) return []
    const message = `port ${port}/${protocol} of the node belongs to ${holder.of} on ${where.map(({ name }) => name).join(', ')}`
    return [hostPortReserved.finding(ref, template.path, message)]
  })
}

function rollout({ ref, template, object, nodes }: PlacedWorkload): Finding[] {
  const [wanted] = hostPorts(template)
  if (!wanted || ref.kind !== 'Deployment' || !rolloutStartsFirst(specOf(object))) return []
  if (template.replicas === 0 || nodes.length > template.replicas) return []
  const message = `it may run on ${nodes.map(({ name }) => name).join(', ') || 'no node'} only, where the old pod has port ${wanted.port}/${wanted.protocol} while a rollout starts the new one`
  return [hostPortRollout.finding(ref, 'spec.strategy', message)]
}
