import type { GenericSchema } from 'valibot'
import type { App } from '../../app/app.ts'
import { appInvalid } from '../../app/app-invalid.ts'
import { appReference, type PropsShape, readProps } from '../../app/read-props.ts'
import { quote } from '../../cluster/problem.ts'
import { anything, count, optional, record } from '../../cluster/shapes.ts'
import { defineRule } from '../../finding/rule.ts'
import type { SnapshotController } from '../snapshot-controller/snapshot-controller.ts'
import { type BackupTarget, backupTargetInvalid, backupTargetShape } from './backup-target.ts'
import {
  type ComponentResources,
  type LonghornComponent,
  type LonghornResources,
  readResources,
  resourcesInvalid,
  resourcesShape,
} from './component-resources.ts'
import type { LonghornCrds } from './crds.ts'
import { storageNodes } from './node-metadata.ts'
import { type RecurringJob, recurringJobInvalid, recurringJobsShape } from './recurring-jobs.ts'
import { readSettings, settingRefused } from './setting-props.ts'
import type { LonghornSettings } from './setting-values.ts'
import { idleDisk } from './system-nodes.ts'

export interface LonghornProps {
  readonly crds: LonghornCrds
  /** Lets people and backup systems ask for snapshots by Kubernetes' own kinds. @default they cannot */
  readonly snapshots?: SnapshotController
  /**
   * Replicas of each volume, every one on a node of its own: 1 to 20, and no more than nodes have a disk for Longhorn.
   * @default the number of these nodes, at most 3
   */
  readonly replicas?: number
  /**
   * Settings by Longhorn's own names, in place of the usual ones: `{ 'storage-network': 'kube-system/lan' }`.
   * @default those of `settings.ts`; all others are Longhorn's
   */
  readonly settings?: LonghornSettings
  /** What containers keep free and may use. @default those of `component-resources.ts` */
  readonly resources?: Readonly<Partial<Record<LonghornComponent, ComponentResources>>>
  /** Where backups go. @default none is made; one that was set in the web interface stays */
  readonly backupTarget?: BackupTarget
  /** Snapshots, backups and clean-ups that Longhorn does again and again, by name. @default none */
  readonly recurringJobs?: Readonly<Record<string, RecurringJob>>
}

const onFlash = defineRule('longhorn-on-flash-card', 'error', {
  title: 'Longhorn has a disk on an SD card or eMMC',
  why: 'Replication wears out SD cards and eMMC within months.',
  remedy: 'Use an NVMe or SSD, or leave Longhorn off this node.',
})

const onUsb = defineRule('longhorn-on-usb-stick', 'warning', {
  title: 'Longhorn has a disk on a USB stick',
  why: 'A stick is slow, and drops off the bus under load.',
  remedy: 'Use an NVMe or SSD; a SATA disk in a USB enclosure is of kind "ssd".',
})

const noDisk = defineRule('longhorn-without-disk', 'error', {
  title: 'no node has a disk for Longhorn',
  why: 'There is nowhere to put a volume.',
  remedy: 'Give a node such a disk, or leave Longhorn out.',
})

const replicasInvalid = defineRule('longhorn-replicas-invalid', 'error', {
  title: 'the number of replicas is out of range',
  why: 'Longhorn takes 1 to 20.',
  remedy: 'Use 2 or 3.',
})

const tooManyReplicas = defineRule('longhorn-replicas-exceed-nodes', 'error', {
  title: 'a volume has more replicas than nodes have a disk for Longhorn',
  why: 'Each replica needs a node of its own: volumes would stay degraded.',
  remedy: 'Use fewer replicas or more disks.',
})

export const longhornRules = [
  onFlash,
  onUsb,
  noDisk,
  replicasInvalid,
  tooManyReplicas,
  idleDisk,
  settingRefused,
  resourcesInvalid,
  backupTargetInvalid,
  recurringJobInvalid,
]

const shape: PropsShape<LonghornProps> = {
  crds: appReference('the app LonghornCrds'),
  snapshots: optional(appReference<SnapshotController>('the app SnapshotController', 'pairsSnapshots')),
  replicas: optional(count),
  // Each value is held against the table of settings.
  settings: optional(record(anything)) as GenericSchema<unknown, LonghornSettings | undefined>,
  resources: optional(resourcesShape),
  backupTarget: optional(backupTargetShape),
  recurringJobs: optional(recurringJobsShape),
}

/** More replicas than this cost disk and network, and save nothing in a small cluster. */
const usual = 3

type ReadProps = Omit<LonghornProps, 'replicas' | 'settings' | 'resources' | 'recurringJobs'> & {
  readonly replicas: number
  readonly settings: Readonly<Record<string, string>>
  readonly resources: LonghornResources
  readonly recurringJobs: Readonly<Record<string, RecurringJob>>
}

/** Reads the props of `app`, and reports what is wrong with them or with the disks that are to hold its volumes. */
export function readLonghornProps(app: App, props: LonghornProps): ReadProps {
  const read = readProps(app, shape, withoutSignIn(app, props))
  checkDisks(app)
  const nodes = storageNodes(app.cluster).length
  if (nodes === 0) {
    const message = 'no node has a disk with purpose "storage", so Longhorn has nowhere to put a volume'
    const remedy =
      'Give a node such a disk, e.g. { id: "nvme-…", kind: "nvme", purpose: "storage", sizeGB: 128 }, or leave Longhorn out.'
    app.report(noDisk.problem('nodes', message, remedy), 'definition')
  }
  const { replicas = Math.min(usual, nodes) } = read
  if (read.replicas !== undefined) checkReplicas(app, read.replicas, nodes)
  return {
    ...read,
    replicas,
    settings: readSettings(app, read.settings),
    resources: readResources(app, read.resources),
    recurringJobs: read.recurringJobs ?? {},
  }
}

/** The first edition published the web interface by a prop, and so had storage wait for sign-in. */
function withoutSignIn(app: App, props: LonghornProps): LonghornProps {
  if (!Object.hasOwn(Object(props), 'signIn')) return props
  const { signIn: _, ...others } = props as LonghornProps & { readonly signIn?: unknown }
  const message = '"signIn" is not a field of Longhorn any more: an app of its own publishes the web interface'
  const remedy =
    "Remove it, and write new LonghornSignIn(cluster, 'longhorn-sign-in', { storage, identity, ingress, trust })."
  app.report(appInvalid.problem('signIn', message, remedy))
  return others
}

function checkReplicas(app: App, replicas: number, nodes: number): void {
  if (!(Number.isInteger(replicas) && replicas >= 1 && replicas <= 20)) {
    const message = `${replicas} was given; allowed are whole numbers from 1 to 20`
    app.report(replicasInvalid.problem('replicas', message))
  } else if (nodes > 0 && replicas > nodes) {
    const message = `${replicas} was given, but ${nodes === 1 ? 'only 1 node has' : `only ${nodes} nodes have`} a disk for Longhorn`
    app.report(tooManyReplicas.problem('replicas', message, `Use at most ${nodes}: volumes would stay degraded.`))
  }
}

/** Replicated volumes lie on disks that last. */
function checkDisks(app: App): void {
  const disks = app.cluster.nodes.flatMap(({ disks }, node) =>
    disks.map((disk, index) => ({ ...disk, path: `nodes[${node}].disks[${index}].purpose` })),
  )
  for (const { kind, purpose, path } of disks) {
    if (purpose !== 'storage') continue
    if (kind === 'sd' || kind === 'emmc') {
      const message = `"storage" on a disk of kind ${quote(kind)}, which replication wears out within months; allowed are nvme, ssd, hdd, virtual`
      app.report(onFlash.problem(path, message), 'definition')
    } else if (kind === 'usb') {
      const message = '"storage" on a disk of kind "usb", which is slow and drops off the bus under load'
      app.report(onUsb.problem(path, message), 'definition')
    }
  }
}
