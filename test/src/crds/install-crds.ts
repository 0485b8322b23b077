import { ApiError } from '../api/api-error.ts'
import { discoveredKinds } from '../api/discovered-kinds.ts'
import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'
import { until } from '../wait/until.ts'

/**
 * Creates CustomResourceDefinitions and waits until the API server serves all of them; those that exist are left as
 * they are.
 *
 * @param guard a throw ends the wait, e.g. because the API server has died
 */
export async function installCrds(api: KubeApi, crds: readonly KubeObject[], guard?: () => void): Promise<void> {
  await Promise.all(crds.map((crd) => createMissing(api, crd)))
  const wanted = crds.flatMap(servedKinds)
  if (wanted.length === 0) return
  await until(
    async () => {
      const waiting = await unservedKinds(api, wanted)
      if (waiting.length === 0) return { done: true }
      return { state: `not served: ${waiting.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`).join(', ')}` }
    },
    { what: `${wanted.length} kinds of custom resources to be served`, timeoutMs: 180_000, intervalMs: 100, guard },
  )
}

/**
 * Those that the API server does not serve yet. Its list of everything, which controllers read at their start, and the
 * list of each group and version are written one after the other.
 */
async function unservedKinds(api: KubeApi, kinds: readonly ServedKind[]): Promise<readonly ServedKind[]> {
  const listed = await discoveredKinds(api)
  const unlisted = kinds.filter(({ apiVersion, kind }) => !listed.has(`${apiVersion} ${kind}`))
  // One question rather than one for each group, which a busy machine feels, until the last of them is there.
  if (unlisted.length > 0) return unlisted
  const served = await Promise.all(kinds.map(({ apiVersion, kind }) => api.discovery.serves(apiVersion, kind)))
  return kinds.filter((_, index) => !served[index])
}

async function createMissing(api: KubeApi, crd: KubeObject): Promise<void> {
  try {
    await api.create(crd)
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error
  }
}

interface ServedKind {
  readonly apiVersion: string
  readonly kind: string
}

function servedKinds(crd: KubeObject): ServedKind[] {
  const versions: { name: string; served: boolean }[] = crd.spec.versions
  return versions
    .filter(({ served }) => served)
    .map(({ name }) => ({ apiVersion: `${crd.spec.group}/${name}`, kind: crd.spec.names.kind }))
}
