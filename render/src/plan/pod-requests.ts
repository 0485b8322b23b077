import type { ContainerLike, PodSpecLike } from '@ainur/constructs'
import { isRecord } from '@ainur/constructs/is-record'
import { parseQuantity } from '@ainur/constructs/quantity'

/** What the scheduler sets aside for one pod. */
export interface PodRequest {
  readonly cpuMillis: number
  readonly memoryBytes: number
  readonly ephemeralStorageBytes: number
  /** Other resources by name, such as `hugepages-2Mi` or a device. */
  readonly extended: Readonly<Record<string, number>>
}

type Amounts = Map<string, bigint>

/**
 * Resources that one pod requests: the sum of its containers and sidecars, or what the hungriest moment of its init
 * containers needs if that is more, plus the runtime's overhead. A limit replaces a missing request; requests on the
 * pod as a whole replace those of its containers.
 *
 * @see https://github.com/kubernetes/component-helpers/blob/master/resource/helpers.go (PodRequests)
 */
export function podRequests(spec: PodSpecLike): PodRequest {
  const running: Amounts = new Map()
  const sidecars: Amounts = new Map()
  const starting: Amounts = new Map()
  for (const container of spec.containers) add(running, containerRequests(container))
  for (const container of spec.initContainers ?? []) {
    const requests = containerRequests(container)
    if (container.restartPolicy === 'Always') {
      add(running, requests)
      add(sidecars, requests)
      raise(starting, sidecars)
    } else {
      const moment = new Map(sidecars)
      add(moment, requests)
      raise(starting, moment)
    }
  }
  raise(running, starting)
  // CPU, memory and huge pages can be requested for the pod as a whole.
  for (const [name, amount] of containerRequests({ name: '', image: '', resources: podResources(spec) })) {
    running.set(name, amount)
  }
  if (isRecord(spec.overhead)) add(running, amounts(spec.overhead))
  return toRequest(running)
}

function podResources(spec: PodSpecLike): ContainerLike['resources'] {
  return isRecord(spec.resources) ? (spec.resources as ContainerLike['resources']) : undefined
}

function containerRequests(container: ContainerLike): Amounts {
  const { requests, limits } = container.resources ?? {}
  return new Map([...amounts(limits ?? {}), ...amounts(requests ?? {})])
}

function amounts(list: Readonly<Record<string, unknown>>): Amounts {
  const parsed: Amounts = new Map()
  for (const [name, quantity] of Object.entries(list)) {
    if (typeof quantity !== 'string' && typeof quantity !== 'number') continue
    // The schema check refuses what is not a quantity; here it counts as 0.
    parsed.set(name, parseQuantity(quantity) ?? 0n)
  }
  return parsed
}

function add(total: Amounts, more: Amounts): void {
  for (const [name, amount] of more) total.set(name, (total.get(name) ?? 0n) + amount)
}

function raise(total: Amounts, floor: Amounts): void {
  for (const [name, amount] of floor) if (amount > (total.get(name) ?? 0n)) total.set(name, amount)
}

const MILLI = 1_000_000n
const UNIT = 1_000_000_000n

function toRequest(total: Amounts): PodRequest {
  const take = (name: string, unit: bigint): number => {
    const nanos = total.get(name) ?? 0n
    total.delete(name)
    return Number((nanos + unit - 1n) / unit)
  }
  return {
    cpuMillis: take('cpu', MILLI),
    memoryBytes: take('memory', UNIT),
    ephemeralStorageBytes: take('ephemeral-storage', UNIT),
    extended: Object.fromEntries([...total.keys()].sort().map((name) => [name, take(name, UNIT)])),
  }
}
