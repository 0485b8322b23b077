import { groupOf } from '@ainur/render/group-of'
import type { KubeApi } from '../../src/api/kube-api.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { listableKinds } from '../../src/api/listable-kinds.ts'

/** Everything that Argo CD looks after -> its content. */
export type Snapshot = Readonly<Record<string, string>>

/** How an object differs between two snapshots. */
export interface Change {
  readonly change: 'added' | 'removed' | 'changed'
  /** See `objectKey`. */
  readonly object: string
}

/** Key of an object: with its API group, and without its version. */
export function objectKey(apiVersion: string, kind: string, namespace: string | undefined, name: string): string {
  const group = groupOf(apiVersion)
  return `${group && `${group}/`}${kind} ${namespace ? `${namespace}/` : ''}${name}`
}

/**
 * All objects in the cluster that Argo CD made, whether they are in the tree or not, without what controllers write:
 * status, a sync that an Application is asked for, and bookkeeping that changes with them.
 */
export async function snapshot(api: KubeApi): Promise<Snapshot> {
  const kinds = await listableKinds(api)
  const lists = await Promise.all(
    kinds.map(async ({ apiVersion, kind }) =>
      (await api.list(apiVersion, kind)).map((object) => ({ ...object, apiVersion, kind })),
    ),
  )
  const entries = lists
    .flat()
    .filter(isTracked)
    .map((object) => {
      const { apiVersion, kind, metadata } = object
      return [objectKey(apiVersion, kind, metadata.namespace, metadata.name), contentOf(object)]
    })
  return Object.fromEntries(entries)
}

/** What differs between two snapshots, ordered by name. */
export function changesBetween(before: Snapshot, after: Snapshot): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names
    .filter((name) => before[name] !== after[name])
    .map((object) => ({
      change: before[object] === undefined ? 'added' : after[object] === undefined ? 'removed' : 'changed',
      object,
    }))
}

/**
 * Whether the tracking id names the object itself: a ReplicaSet carries a copy of its Deployment's. Argo CD writes none into
 * CustomResourceDefinitions, so that all of them count.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.7/controller/cache/cache.go "we do not label CRDs"
 */
function isTracked({ kind, metadata }: KubeObject): boolean {
  if (kind === 'CustomResourceDefinition') return true
  const [, what = '', who = ''] = metadata.annotations?.['argocd.argoproj.io/tracking-id']?.split(':') ?? []
  return what.split('/').at(-1) === kind && who.split('/').at(-1) === metadata.name
}

function contentOf({ status: _, operation: __, metadata, ...content }: KubeObject): string {
  const { uid, labels, annotations, generation } = metadata
  // The status of an Application is not a subresource: each change of it counts as a new generation.
  const counted = content.kind === 'Application' ? {} : { generation }
  return JSON.stringify({ ...content, metadata: { uid, labels, annotations, ...counted } })
}
