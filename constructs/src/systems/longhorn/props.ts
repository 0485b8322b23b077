import type { App } from '../../app/app.ts'
import { appReference, type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import { quote } from '../../cluster/problem.ts'
import { count, object, optional } from '../../cluster/shapes.ts'
import { defineRule } from '../../finding/rule.ts'
import type { SignIn } from '../sign-in-proxy/sign-in-proxy.ts'
import type { LonghornCrds } from './crds.ts'
import { storageNodes } from './node-metadata.ts'
import { idleDisk } from './system-nodes.ts'

export interface LonghornProps {
  readonly crds: LonghornCrds
  /** Publishes the web interface to the admins. @default it is reached by `kubectl port-forward` only */
  readonly signIn?: SignIn
  /**
   * Replicas of each volume, every one on a node of its own: 1 to 20, and no more than nodes have a disk for Longhorn.
   * @default the number of these nodes, at most 3
   */
  readonly replicas?: number
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

export const longhornRules = [onFlash, onUsb, noDisk, replicasInvalid, tooManyReplicas, idleDisk]

const shape: PropsShape<LonghornProps> = {
  crds: appReference('the app LonghornCrds'),
  signIn: optional(
    object({ identity: roleReferences.identity, ingress: roleReferences.ingress, trust: roleReferences.trust }),
  ),
  replicas: optional(count),
}

/** More replicas than this cost disk and network, and save nothing in a small cluster. */
const usual = 3

/** Reads the props of `app`, and reports what is wrong with them or with the disks that are to hold its volumes. */
export function readLonghornProps(
  app: App,
  props: LonghornProps,
): Required<Pick<LonghornProps, 'replicas'>> & LonghornProps {
  const read = readProps(app, shape, props)
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
  return { ...read, replicas }
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
