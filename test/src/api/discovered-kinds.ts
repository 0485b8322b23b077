import type { KubeApi } from './kube-api.ts'

const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

interface ApiGroupDiscoveryList {
  readonly items: readonly {
    readonly metadata: { readonly name?: string }
    readonly versions: readonly {
      readonly version: string
      readonly resources?: readonly { readonly responseKind: { readonly kind: string } }[]
    }[]
  }[]
}

/**
 * `group/version kind` of everything in the API server's list of all groups but the core one: what clients such as
 * the controllers read. From Kubernetes 1.30 on.
 *
 * @see https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery
 */
export async function discoveredKinds(api: Pick<KubeApi, 'get'>): Promise<ReadonlySet<string>> {
  const { items } = await api.get<ApiGroupDiscoveryList>('/apis', accept)
  const kinds = items.flatMap(({ metadata, versions }) =>
    versions.flatMap(({ version, resources = [] }) =>
      resources.map(({ responseKind }) => `${metadata.name}/${version} ${responseKind.kind}`),
    ),
  )
  return new Set(kinds)
}
