import { isRecord } from '@ainur/constructs/is-record'
import type { Exclusion } from './scheduling.ts'
import type { SchedulingNode } from './scheduling-node.ts'
import type { PlacedPod, SimulatedPod } from './simulated-pod.ts'

interface HostPort {
  readonly ip: string
  readonly protocol: string
  readonly port: number
}

const cache = new WeakMap<object, readonly HostPort[]>()

/** Ports that a pod takes on its node. On the host's network every container port is one. */
export function hostPorts({ spec }: Pick<SimulatedPod, 'spec'>): readonly HostPort[] {
  const known = cache.get(spec)
  if (known) return known
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always')
  const found = [...spec.containers, ...sidecars].flatMap(({ ports }) => {
    if (!Array.isArray(ports)) return []
    return ports.filter(isRecord).flatMap((port): HostPort[] => {
      const number = port.hostPort || (spec.hostNetwork ? port.containerPort : undefined)
      if (typeof number !== 'number') return []
      return [{ ip: String(port.hostIP || '0.0.0.0'), protocol: String(port.protocol ?? 'TCP'), port: number }]
    })
  })
  cache.set(spec, found)
  return found
}

/** A port that `pod` wants on `node` and that a pod there already has. */
export function hostPortConflict(
  pod: SimulatedPod,
  node: SchedulingNode,
  placed: readonly PlacedPod[],
): Exclusion | undefined {
  const wanted = hostPorts(pod)
  if (wanted.length === 0) return undefined
  for (const other of placed) {
    if (other.node !== node.name) continue
    for (const taken of hostPorts(other.pod)) {
      const clash = wanted.find((port) => collide(port, taken))
      if (!clash) continue
      const holder = `${other.pod.ref.kind} ${other.pod.ref.namespace}/${other.pod.ref.name}`
      return {
        node: node.name,
        constraint: 'host-port',
        detail: `host port ${clash.port}/${clash.protocol} is taken by ${holder}`,
      }
    }
  }
  return undefined
}

function collide(left: HostPort, right: HostPort): boolean {
  const sameIp = left.ip === right.ip || left.ip === '0.0.0.0' || right.ip === '0.0.0.0'
  return sameIp && left.port === right.port && left.protocol === right.protocol
}
