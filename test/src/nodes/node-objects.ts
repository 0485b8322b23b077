import { type Cluster, type ClusterNode, nodeLabels } from '@ainur/constructs'
import type { KubeObject } from '../api/kube-object.ts'

/**
 * Label that takes a node away from kwok: `false` on a node means that nobody answers for it any more, or that a real
 * kubelet does.
 */
export const simulatedLabel = 'test.ainur.tools/simulated'

/** Node objects as the kubelets of a cluster's machines would register them. */
export function nodeObjects(cluster: Pick<Cluster, 'nodes' | 'kubernetes'>): KubeObject[] {
  return cluster.nodes.map((node) => nodeObject(node, cluster.kubernetes.version))
}

/**
 * One Node object: labels, taints and allocatable resources of the definition. Capacity equals the hardware; what the
 * system keeps for itself is the difference.
 */
export function nodeObject(node: ClusterNode, kubeletVersion: string): KubeObject {
  const { allocatable, hardware } = node
  const resources = (cpuMillis: number, memoryBytes: number) => ({
    cpu: `${cpuMillis}m`,
    memory: String(memoryBytes),
    'ephemeral-storage': String(allocatable.ephemeralStorageBytes),
    pods: String(allocatable.pods),
    ...Object.fromEntries(Object.entries(allocatable.extended ?? {}).map(([name, amount]) => [name, String(amount)])),
  })
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: node.name, labels: { ...nodeLabels(node) } },
    spec: node.taints.length > 0 ? { taints: node.taints.map((taint) => ({ ...taint })) } : {},
    status: {
      capacity: resources(hardware.cores * 1000, hardware.memoryBytes),
      allocatable: resources(allocatable.cpuMillis, allocatable.memoryBytes),
      addresses: [
        { type: 'InternalIP', address: node.address },
        ...(node.address6 ? [{ type: 'InternalIP', address: node.address6 }] : []),
        { type: 'Hostname', address: node.name },
      ],
      nodeInfo: {
        architecture: hardware.architecture,
        operatingSystem: 'linux',
        kubeletVersion: kubeletVersion.startsWith('v') ? kubeletVersion : `v${kubeletVersion}`,
        osImage: hardware.title,
        kernelVersion: 'simulated',
        containerRuntimeVersion: 'simulated://0',
        kubeProxyVersion: '',
        machineID: '',
        systemUUID: '',
        bootID: '',
      },
    },
  }
}
