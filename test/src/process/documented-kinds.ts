import { type Discovery, groupPath } from '../api/discovery.ts'
import type { KubeApi } from '../api/kube-api.ts'
import { until } from '../wait/until.ts'

/** A kind by the group and version that serve it, such as `cert-manager.io/v1`. */
export interface GroupKind {
  readonly apiVersion: string
  readonly kind: string
}

type ApiServer = Pick<KubeApi, 'get'> & { readonly discovery: Pick<Discovery, 'resource'> }

/**
 * Waits until the API server's OpenAPI v3 documents describe these kinds.
 *
 * They are written in the background, some time after a new CustomResourceDefinition is served: on a busy machine
 * seconds later. kwok reads them once, at its start, and exits when it misses a kind.
 * @see https://github.com/kubernetes-sigs/kwok/blob/v0.8.0/pkg/utils/patch/openapi.go
 */
export async function waitForDocumentedKinds(
  api: ApiServer,
  kinds: readonly GroupKind[],
  guard?: () => void,
): Promise<void> {
  if (kinds.length === 0) return
  await until(
    async () => {
      const waiting = await undocumentedKinds(api, kinds)
      if (waiting.length === 0) return { done: true }
      return { state: `not described: ${waiting.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`).join(', ')}` }
    },
    { what: `${kinds.length} kinds to be described in OpenAPI`, timeoutMs: 180_000, guard },
  )
}

/** Those of these kinds of which the API server's OpenAPI v3 documents have no path yet. */
export async function undocumentedKinds(api: ApiServer, kinds: readonly GroupKind[]): Promise<readonly GroupKind[]> {
  const { paths: documents } = await api.get<OpenApiIndex>('/openapi/v3')
  const known = new Map(
    await Promise.all(
      [...new Set(kinds.map(({ apiVersion }) => apiVersion))].map(async (apiVersion) => {
        // Without its hash: a document that has changed since the index was made answers with a redirect.
        const url = documents[groupPath(apiVersion).slice(1)]?.serverRelativeURL.split('?')[0]
        const { paths } = url ? await api.get<OpenApiDocument>(url) : { paths: {} }
        return [apiVersion, Object.keys(paths)] as const
      }),
    ),
  )
  const described = await Promise.all(
    kinds.map(async ({ apiVersion, kind }) => {
      const { plural } = await api.discovery.resource(apiVersion, kind)
      return known.get(apiVersion)?.some((path) => path.endsWith(`/${plural}/{name}`))
    }),
  )
  return kinds.filter((_, index) => !described[index])
}

interface OpenApiIndex {
  readonly paths: Readonly<Record<string, { readonly serverRelativeURL: string }>>
}

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, unknown>>
}
