import type { App } from '../../app/app.ts'
import { appReference, type PropsShape, readProps } from '../../app/read-props.ts'
import { errorRule, quote, warningRule } from '../../cluster/problem.ts'
import { count, object, optional } from '../../cluster/shapes.ts'
import type { SignIn } from '../sign-in-proxy/sign-in-proxy.ts'
import type { LonghornCrds } from './crds.ts'
import { storageNodes } from './node-metadata.ts'

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

const onFlash = errorRule('longhorn-on-flash-card')
const onUsb = warningRule('longhorn-on-usb-stick')
const noDisk = errorRule('longhorn-without-disk')
const replicasInvalid = errorRule('longhorn-replicas-invalid')
const tooManyReplicas = errorRule('longhorn-replicas-exceed-nodes')

const shape: PropsShape<LonghornProps> = {
  crds: appReference('the app LonghornCrds'),
  signIn: optional(
    object({
      identity: appReference<SignIn['identity']>('an identity provider, such as Dex'),
      ingress: appReference<SignIn['ingress']>('an ingress controller, such as Traefik'),
      trust: appReference<SignIn['trust']>('what makes certificates, such as LabPki'),
    }),
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
    const message = 'no node has a disk with purpose "longhorn", so Longhorn has nowhere to put a volume'
    const remedy =
      'Give a node such a disk, e.g. { id: "nvme-…", kind: "nvme", purpose: "longhorn", sizeGB: 128 }, or leave Longhorn out.'
    app.report(noDisk('nodes', message, remedy), 'definition')
  }
  const { replicas = Math.min(usual, nodes) } = read
  if (read.replicas !== undefined) checkReplicas(app, read.replicas, nodes)
  return { ...read, replicas }
}

function checkReplicas(app: App, replicas: number, nodes: number): void {
  if (!(Number.isInteger(replicas) && replicas >= 1 && replicas <= 20)) {
    const message = `${replicas} was given; allowed are whole numbers from 1 to 20`
    app.report(replicasInvalid('replicas', message, 'Use 2 or 3.'))
  } else if (nodes > 0 && replicas > nodes) {
    const message = `${replicas} was given, but ${nodes === 1 ? 'only 1 node has' : `only ${nodes} nodes have`} a disk for Longhorn`
    app.report(tooManyReplicas('replicas', message, `Use at most ${nodes}: volumes would stay degraded.`))
  }
}

/** Replicated volumes lie on disks that last. */
function checkDisks(app: App): void {
  const disks = app.cluster.nodes.flatMap(({ disks }, node) =>
    disks.map((disk, index) => ({ ...disk, path: `nodes[${node}].disks[${index}].purpose` })),
  )
  for (const { kind, purpose, path } of disks) {
    if (purpose !== 'longhorn') continue
    if (kind === 'sd' || kind === 'emmc') {
      const message = `"longhorn" on a disk of kind ${quote(kind)}, which replication wears out within months; allowed are nvme, ssd, hdd, virtual`
      const remedy = 'Use an NVMe or SSD, or leave Longhorn off this node.'
      app.report(onFlash(path, message, remedy), 'definition')
    } else if (kind === 'usb') {
      const message = '"longhorn" on a disk of kind "usb", which is slow and drops off the bus under load'
      const remedy = 'Use an NVMe or SSD; a SATA disk in a USB enclosure is of kind "ssd".'
      app.report(onUsb(path, message, remedy), 'definition')
    }
  }
}
