import { groupPath } from './discovery.ts'
import type { KubeApi } from './kube-api.ts'

interface ApiGroupList {
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[]
}

interface ApiResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly verbs: readonly string[] }[]
}

/** A kind whose objects can be listed, in the version that the API server prefers. */
export interface ListableKind {
  readonly apiVersion: string
  readonly kind: string
}

/** Every kind whose objects can be listed. */
export async function listableKinds(api: KubeApi): Promise<ListableKind[]> {
  const { groups } = await api.get<ApiGroupList>('/apis')
  const versions = ['v1', ...groups.map((group) => group.preferredVersion.groupVersion)]
  const kinds = versions.map(async (apiVersion) => {
    const { resources } = await api.get<ApiResourceList>(groupPath(apiVersion))
    return resources
      .filter(({ name, verbs }) => !name.includes('/') && verbs.includes('list'))
      .map(({ kind }) => ({ apiVersion, kind }))
  })
  return (await Promise.all(kinds)).flat()
}
