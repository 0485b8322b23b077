import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeKubeconfig } from '../api/kubeconfig.ts'
import type { ControlPlane } from '../process/control-plane.ts'
import type { NodeBinaries } from './node-binaries.ts'
import { kubeletFiles } from './node-files.ts'
import type { NodeSpace } from './node-space.ts'
import type { SlotNetwork } from './slot-network.ts'
import { writeFiles } from './start-runtime.ts'

/** Starts kubelet and kube-proxy of a node, each with the rights that Kubernetes gives it and no more. */
export async function startKubelet(
  space: NodeSpace,
  options: {
    readonly node: string
    readonly directory: string
    readonly network: SlotNetwork
    readonly binaries: NodeBinaries
    readonly controlPlane: ControlPlane
  },
): Promise<void> {
  const { node, directory, network, binaries, controlPlane } = options
  const { pki, api } = controlPlane
  const [kubelet, proxy] = await Promise.all([
    pki.authority.issue({ commonName: `system:node:${node}`, organization: 'system:nodes', usage: 'client' }),
    pki.authority.issue({ commonName: 'system:kube-proxy', usage: 'client' }),
  ])
  const kubeconfig = (name: string, user: typeof kubelet) => {
    const file = join(directory, `${name}.conf`)
    writeFileSync(file, makeKubeconfig(name, api.server, pki.authority.certificate, user), { mode: 0o600 })
    return file
  }
  writeFiles(directory, kubeletFiles(directory, network, pki.files.ca))
  kubeconfig('kube-proxy', proxy)
  space.start('kubelet', binaries.kubelet, [
    `--config=${join(directory, 'kubelet.yaml')}`,
    `--kubeconfig=${kubeconfig('kubelet', kubelet)}`,
    `--hostname-override=${node}`,
    `--node-ip=${network.node}`,
    '--v=2',
  ])
  space.start('kube-proxy', binaries['kube-proxy'], [
    `--config=${join(directory, 'kube-proxy.yaml')}`,
    `--hostname-override=${node}`,
  ])
}
