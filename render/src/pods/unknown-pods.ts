import { argoCdNamespace, type UpstreamRelease } from '@ainur/constructs'
import { kindsKnown, knownAbout } from '../known-systems/known-systems.ts'
import { groupOf } from '../model/group-of.ts'
import { objectRef } from '../model/object-ref.ts'
import type { Rendering } from '../model/rendering.ts'
import { workloadsOf } from './workload.ts'

/** Something that brings pods of which nothing is known. */
export interface PodSource {
  /** As messages call it: `release velero`, `HelmChart kube-system/web`. */
  readonly name: string
  /** Name of the app. */
  readonly app: string
}

/** Namespaces with pods of which nothing is known, each with what brings them. */
export function namespacesWithUnknownPods(rendering: Pick<Rendering, 'objects' | 'apps'>): Map<string, PodSource[]> {
  const unknown = new Map<string, PodSource[]>()
  const add = (namespace: string, source: PodSource) =>
    unknown.set(namespace, [...(unknown.get(namespace) ?? []), source])
  for (const { appName, appNamespace, releases, inflations } of rendering.apps) {
    // One that could not be inflated counts as declared, so that checks go on; nothing is written.
    const toFetch = releases.filter(({ name }) => !inflations.some(({ release }) => release.name === name))
    for (const release of toFetch.filter(hasUnknownPods)) {
      const source = { name: `release ${release.name}`, app: appName }
      for (const namespace of new Set([appNamespace, ...release.contents.namespaces])) add(namespace, source)
    }
  }
  const kinds = new Set(kindsKnown(({ installsInto }) => installsInto))
  for (const { app, object } of rendering.objects) {
    const kind = `${groupOf(object.apiVersion)}/${object.kind}`
    if (!kinds.has(kind)) continue
    const { namespace, name } = objectRef(object)
    const source = { name: `${object.kind} ${namespace ? `${namespace}/` : ''}${name}`, app }
    for (const installsInto of knownAbout(kind, (system) => system.installsInto)) {
      const target = installsInto(object)
      if (target !== undefined) add(target, source)
    }
  }
  // Argo CD itself was there before the tree: unless an app of the tree declares it, its pods are not known.
  const declared = workloadsOf(rendering).some(
    ({ ref, from }) => from === 'release' && ref.namespace === argoCdNamespace,
  )
  if (!declared) add(argoCdNamespace, { name: 'Argo CD', app: '' })
  return unknown
}

/** One that makes only cluster-scoped objects has no pods; every other has some, and says which. */
function hasUnknownPods({ contents: { workloads, namespaces, clusterKinds } }: UpstreamRelease): boolean {
  return workloads.length === 0 && (namespaces.length > 0 || clusterKinds.length === 0)
}
