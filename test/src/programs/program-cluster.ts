import { execa } from 'execa'
import type { KubeObject } from '../api/kube-object.ts'
import { describeMissing, ensureAssets } from '../assets/ensure-assets.ts'
import { programCatalogue } from '../assets/program-catalogue.ts'
import { whyNoPip } from '../assets/unpack-wheel.ts'
import { installCrds } from '../crds/install-crds.ts'
import { sweepNodes } from '../node/node-provider.ts'
import { removeSlot } from '../node/remove-slot.ts'
import { type Slot, takeSlot } from '../node/slot.ts'
import { startControlPlane } from '../process/control-plane.ts'
import { Family } from '../process/family.ts'
import { ProcessCluster, type ProcessClusterParts } from '../process/process-cluster.ts'
import { startFailure } from '../process/start-failure.ts'
import { installPrograms, type SystemPrograms, systemPath, whyNotHere } from '../system/system-programs.ts'
import { ProgramSpace } from './program-space.ts'

export interface ProgramClusterRequest {
  readonly name: string
  /** Of the tree, at which its programs are to answer. The API server answers at each, port 6443. */
  readonly addresses: readonly string[]
  /** Of the tree, as its programs are to find them: host -> address. */
  readonly hosts: Readonly<Record<string, string>>
  readonly crds: readonly KubeObject[]
  /** Network of its Services. @default 10.0.0.0/22 */
  readonly serviceCidr?: string
  /** Further arguments of the API server. */
  readonly apiServerArguments?: readonly string[]
}

const needs: SystemPrograms = {
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  mount: 'mount',
  chroot: 'coreutils',
  openssl: 'openssl',
  curl: 'curl',
}
const what = 'a network namespace'

/** Installs what the layer needs of the system where it can, and says what. */
export async function preparePrograms(say: (message: string) => void): Promise<void> {
  await installPrograms(what, needs, say)
  if (await whyNoPip()) await installPrograms('what fetches wheels', { pip3: 'python3-pip' }, say)
}

/** A control plane without nodes in a network namespace, in which the tree's own programs run beside it. */
export class ProgramCluster extends ProcessCluster {
  readonly space: ProgramSpace
  readonly slot: Slot

  constructor(parts: ProcessClusterParts & { readonly slot: Slot; readonly space: ProgramSpace }) {
    super(parts)
    this.slot = parts.slot
    this.space = parts.space
  }

  override async destroy(): Promise<void> {
    await super.destroy()
    await removeSlot(this.slot)
  }
}

/** Root of a container may lack the right to make one. */
async function whyNoNamespace(): Promise<string | undefined> {
  const attempt = await execa('unshare', ['--net', '--mount', 'true'], { env: { PATH: systemPath }, reject: false })
  return attempt.failed ? `${what} cannot be made here: ${attempt.stderr}` : undefined
}

/** Makes program clusters, where this machine can. */
export const programProvider = {
  name: 'programs',

  async unavailable(): Promise<string | undefined> {
    return (
      whyNotHere(what, needs) ??
      (await whyNoNamespace()) ??
      (await describeMissing()) ??
      (await describeMissing({ modules: programCatalogue }))
    )
  },

  async create(request: ProgramClusterRequest): Promise<ProgramCluster> {
    const { name, addresses, hosts, crds, serviceCidr, apiServerArguments } = request
    await sweepNodes()
    const binaries = await ensureAssets()
    const slot = takeSlot()
    const family = new Family(name)
    try {
      const space = await ProgramSpace.open(family, slot.network, addresses)
      await space.nameHosts(hosts)
      const { api, kubeconfig } = await startControlPlane(family, {
        name,
        binaries,
        space: {
          address: space.address,
          names: [space.address, ...addresses],
          start: (...program) => space.start(...program),
        },
        serviceCidr,
        apiServerArguments,
        // The garbage collector looks for new kinds only every 30 s, so they must be there before it starts.
        beforeControllers: (client) => installCrds(client, crds, () => family.assertRunning()),
      })
      return new ProgramCluster({ name, family, api, kubeconfig, nodeNames: [], slot, space })
    } catch (error) {
      const failure = startFailure(name, family, error)
      await family.end()
      await removeSlot(slot)
      throw failure
    }
  },
}

/** Paths of the programs of the catalogue, made where they are missing. */
export async function programPaths(onProgress?: (message: string) => void): Promise<Readonly<Record<string, string>>> {
  return (await ensureAssets({ modules: programCatalogue, onProgress })) as unknown as Readonly<Record<string, string>>
}
