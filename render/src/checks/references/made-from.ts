import type { ProvidedObject } from '@ainur/constructs'
import type { MakerSources } from '../../known-systems/known-system.ts'
import { kindsKnown, knownAbout } from '../../known-systems/known-systems.ts'
import { groupOf } from '../../model/group-of.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asFilledText, asMap, asMaps } from '../../model/shape.ts'

type Maker = (object: KubeObject) => ProvidedObject[]

/** What controllers make from an object of the tree, as far as others may name it. */
export function madeFrom(object: KubeObject, sources: MakerSources): ProvidedObject[] {
  const kind = `${groupOf(object.apiVersion)}/${object.kind}`
  return [
    ...(makers[kind]?.(object) ?? []),
    ...knownAbout(kind, ({ makes }) => makes).flatMap((make) => make(object, sources)),
  ]
}

/** Kinds from which controllers make other objects, as `group/Kind`. */
export function makerKinds(): string[] {
  return [...new Set([...Object.keys(makers), ...kindsKnown(({ makes }) => makes)])]
}

const makers: Readonly<Record<string, Maker>> = {
  'apps/StatefulSet': replicaClaims,
  // A claim finds a volume of its class even if there is no StorageClass of that name.
  '/PersistentVolume': ({ spec }) => {
    const name = asFilledText(asMap(spec).storageClassName)
    return name ? [{ group: 'storage.k8s.io', kind: 'StorageClass', name }] : []
  },
}

/** The claims of a StatefulSet: `<template>-<set>-<ordinal>`. */
export function replicaClaims({ metadata, spec: fields }: KubeObject): ProvidedObject[] {
  const spec = asMap(fields)
  const replicas = typeof spec.replicas === 'number' ? spec.replicas : 1
  const { start } = asMap(spec.ordinals)
  const first = typeof start === 'number' ? start : 0
  return asMaps(spec.volumeClaimTemplates).flatMap((item) => {
    const template = asFilledText(asMap(item.metadata).name)
    if (!template) return []
    return Array.from({ length: replicas }, (_, ordinal) => ({
      group: '',
      kind: 'PersistentVolumeClaim',
      namespace: metadata.namespace,
      name: `${template}-${metadata.name}-${first + ordinal}`,
    }))
  })
}
