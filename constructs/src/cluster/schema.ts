import * as z from 'zod'
import { hardwareIds } from './hardware/catalogue.ts'
import type { ClusterInput } from './input.ts'

const text = z.string()
const texts = z.array(text)
const count = z.number()

const disk = z.strictObject({
  id: text,
  kind: z.enum(['sd', 'emmc', 'nvme', 'ssd', 'hdd', 'usb', 'virtual']),
  purpose: z.enum(['os', 'longhorn', 'etcd', 'local']),
  sizeGB: count,
})

const taint = z.strictObject({
  key: text,
  value: text.optional(),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
})

const node = z.strictObject({
  name: text,
  hardware: z.enum(hardwareIds),
  machine: z
    .strictObject({
      architecture: z.enum(['arm64', 'amd64']).optional(),
      cores: count.optional(),
      memoryGB: count.optional(),
    })
    .optional(),
  role: z.enum(['server', 'agent']),
  address: text,
  mac: text.optional(),
  boot: z.enum(['sd', 'emmc', 'nvme', 'usb', 'disk', 'netboot']).optional(),
  disks: z.array(disk).optional(),
  labels: z.record(text, text).optional(),
  taints: z.array(taint).optional(),
  poe: z.boolean().optional(),
  capabilities: texts.optional(),
  allocatable: z
    .strictObject({
      cpuMillis: count.optional(),
      memoryBytes: count.optional(),
      ephemeralStorageBytes: count.optional(),
      pods: count.optional(),
    })
    .optional(),
})

const connector = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('github'),
    id: text,
    name: text,
    orgs: z.array(z.strictObject({ name: text, teams: texts.optional() })),
  }),
  z.strictObject({ type: z.literal('oidc'), id: text, name: text, issuer: text, scopes: texts.optional() }),
  z.strictObject({
    type: z.literal('ldap'),
    id: text,
    name: text,
    host: text,
    bindDN: text,
    userSearch: z.strictObject({
      baseDN: text,
      filter: text.optional(),
      username: text,
      emailAttr: text.optional(),
      idAttr: text.optional(),
      nameAttr: text.optional(),
    }),
    groupSearch: z
      .strictObject({
        baseDN: text,
        filter: text.optional(),
        userAttr: text,
        groupAttr: text,
        nameAttr: text,
      })
      .optional(),
  }),
])

const apps = z.strictObject({
  traefik: z.strictObject({ address: text }).optional(),
  omni: z
    .strictObject({ accountId: text, address: text, eula: z.strictObject({ name: text, email: text }) })
    .optional(),
  piNetboot: z.strictObject({ address: text, ubuntu: text }).optional(),
  longhorn: z.strictObject({ replicas: count.optional() }).optional(),
})

/**
 * The shape of a definition: keys, types and fixed words. What a text must look like, and all that concerns more than
 * one field, is left to the checks, which can say more about it.
 */
export const clusterSchema = z.strictObject({
  name: text,
  domain: text,
  ownsDomain: z.boolean().optional(),
  git: z.strictObject({ url: text, branch: text.optional(), path: text.optional() }),
  kubernetes: z.strictObject({ distribution: z.enum(['k3s', 'talos', 'kubeadm']), version: text }),
  network: z.strictObject({
    subnet: text,
    gateway: text,
    dns: texts,
    controlPlaneVip: text,
    interface: text.optional(),
    servicePool: z.union([text, z.strictObject({ from: text, to: text })]),
  }),
  nodes: z.array(node),
  identity: z.strictObject({
    admins: texts,
    groups: z.record(text, texts).optional(),
    connectors: z.array(connector).optional(),
    users: z.array(z.strictObject({ email: text, username: text, id: text })).optional(),
  }),
  apps: apps.optional(),
  registry: text.optional(),
}) satisfies z.ZodType<ClusterInput>
