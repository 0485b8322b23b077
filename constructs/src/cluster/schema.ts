import * as v from 'valibot'
import { distributionIds } from '../distribution/distributions.ts'
import { connectorSchema } from './connector-schema.ts'
import { hardwareIds } from './hardware/catalogue.ts'
import type { AllocatableInput, ClusterInput } from './input.ts'
import { outsideRoles } from './outside-machine.ts'
import { count, inMapping, object, record, text, texts } from './shapes.ts'

const disk = object({
  id: text,
  kind: v.picklist(['sd', 'emmc', 'nvme', 'ssd', 'hdd', 'usb', 'virtual']),
  purpose: v.picklist(['os', 'storage', 'etcd', 'local']),
  sizeGB: count,
})

const taint = object({
  key: text,
  value: v.optional(text),
  effect: v.picklist(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
})

/** Beside the numbers that every node has, names of extended resources, which have a domain. */
const numbers = v.pipe(
  v.objectWithRest(
    {
      cpuMillis: v.optional(count),
      memoryBytes: v.optional(count),
      ephemeralStorageBytes: v.optional(count),
      pods: v.optional(count),
    },
    count,
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    for (const [key, value] of Object.entries(dataset.value)) {
      if (key in numbers.entries || key.includes('/')) continue
      addIssue({ path: [{ type: 'object', origin: 'value', input: dataset.value, key, value }] })
    }
  }),
)
const allocatable = inMapping(numbers) as unknown as v.GenericSchema<AllocatableInput>

const node = object({
  name: text,
  hardware: v.picklist(hardwareIds),
  machine: v.optional(
    object({
      architecture: v.optional(v.picklist(['arm64', 'amd64', 'arm'])),
      cores: v.optional(count),
      memoryGB: v.optional(count),
    }),
  ),
  role: v.picklist(['server', 'agent']),
  address: text,
  address6: v.optional(text),
  host: v.optional(text),
  failureDomains: v.optional(record(text)),
  mac: v.optional(text),
  boot: v.optional(v.picklist(['sd', 'emmc', 'nvme', 'usb', 'disk', 'netboot'])),
  disks: v.optional(v.array(disk)),
  labels: v.optional(record(text)),
  taints: v.optional(v.array(taint)),
  poe: v.optional(v.boolean()),
  capabilities: v.optional(texts),
  adminLabels: v.optional(record(text)),
  instanceType: v.optional(text),
  interfaces: v.optional(
    v.array(
      object({ name: v.optional(text), mac: v.optional(text), address: v.optional(text), subnet: v.optional(text) }),
    ),
  ),
  allocatable: v.optional(allocatable),
})

const machine = object({ name: text, address: text, role: v.picklist(outsideRoles), mac: v.optional(text) })

const poolEnds = object({ from: text, to: text, routed: v.optional(v.boolean()) })
const pools = v.union([text, poolEnds, v.array(v.union([text, poolEnds]))])

/**
 * The shape of a definition: keys, types and fixed words. What a text must look like, and all that concerns more than
 * one field, is left to the checks, which can say more about it.
 */
export const clusterSchema = object({
  name: text,
  domain: text,
  ownsDomain: v.optional(v.boolean()),
  git: object({ url: text, branch: v.optional(text), path: v.optional(text) }),
  kubernetes: object({ distribution: v.picklist(distributionIds), version: text }),
  network: object({
    subnet: text,
    gateway: text,
    dns: texts,
    controlPlaneVip: text,
    interface: v.optional(text),
    servicePool: pools,
    ipv6: v.optional(
      object({
        subnet: text,
        controlPlaneVip: v.optional(text),
        pods: v.optional(text),
        services: v.optional(text),
        servicePool: v.optional(pools),
      }),
    ),
  }),
  nodes: v.array(node),
  machines: v.optional(v.array(machine)),
  identity: object({
    admins: texts,
    groups: v.optional(record(texts)),
    connectors: v.optional(v.array(connectorSchema)),
    users: v.optional(v.array(object({ email: text, username: text, id: text }))),
  }),
  registry: v.optional(text),
  registries: v.optional(record(object({ user: v.optional(text), mirrors: v.optional(texts) }))),
}) satisfies v.GenericSchema<ClusterInput>
