import type { KubeApi } from '../../../src/api/kube-api.ts'

export interface ServiceRef {
  readonly namespace: string
  readonly name: string
}

export interface Target {
  /** Of the Service's port; none where it has only one. */
  readonly name?: string
  readonly port: number
}

/** Leads a Service to ports of `address`, as its pods would if it had any. A second call leads it elsewhere. */
export async function leadTo(
  api: KubeApi,
  { namespace, name }: ServiceRef,
  address: string,
  ports: readonly Target[],
): Promise<void> {
  await api.apply({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${name}-test`, namespace, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: ports.map((port) => ({ ...port, protocol: 'TCP' })),
  })
}
