import type { PodSpecLike } from '@ainur/constructs'
import { asFilledText, asMap, asMaps, numberedMaps } from '../../model/shape.ts'
import { containersOf } from '../../pods/containers-of.ts'
import type { PodTemplate } from '../../pods/pod-template.ts'
import { refer, storageClassReference } from './refer.ts'
import type { Reference } from './reference.ts'

/** What the pods of a template refer to by name. */
export function podReferences(template: PodTemplate, namespace: string): Reference[] {
  const { spec, path } = template
  return [
    ...accountReferences(spec, path, namespace),
    ...numberedMaps(spec.volumes).flatMap(([index, item]) =>
      volumeReferences(item, `${path}.volumes[${index}]`, namespace),
    ),
    ...containersOf(template).flatMap(({ container, path: at }) => [
      ...environmentReferences(container, at, namespace),
      ...subPathReferences(container, spec, at, namespace),
    ]),
  ]
}

function accountReferences(spec: PodSpecLike, path: string, namespace: string): Reference[] {
  const named = (field: string, reference: Omit<Reference, 'name' | 'path'>) =>
    refer(spec[field], { path: `${path}.${field}`, ...reference })
  return [
    ...named('serviceAccountName', { group: '', kind: 'ServiceAccount', namespace }),
    ...named('priorityClassName', { group: 'scheduling.k8s.io', kind: 'PriorityClass' }),
    ...named('runtimeClassName', { group: 'node.k8s.io', kind: 'RuntimeClass' }),
    ...numberedMaps(spec.imagePullSecrets).flatMap(([index, item]) =>
      toObject('Secret', item.name, `${path}.imagePullSecrets[${index}].name`, namespace),
    ),
  ]
}

function volumeReferences(volume: Record<string, unknown>, path: string, namespace: string): Reference[] {
  const { configMap, secret, projected, persistentVolumeClaim, ephemeral } = volume
  const { claimName } = asMap(persistentVolumeClaim)
  const template = asMap(asMap(asMap(ephemeral).volumeClaimTemplate).spec)
  return [
    ...withItems('ConfigMap', asMap(configMap), 'name', `${path}.configMap`, namespace),
    ...withItems('Secret', asMap(secret), 'secretName', `${path}.secret`, namespace),
    ...numberedMaps(asMap(projected).sources).flatMap(([index, item]) => {
      const at = `${path}.projected.sources[${index}]`
      return [
        ...withItems('ConfigMap', asMap(item.configMap), 'name', `${at}.configMap`, namespace),
        ...withItems('Secret', asMap(item.secret), 'name', `${at}.secret`, namespace),
      ]
    }),
    ...toObject('PersistentVolumeClaim', claimName, `${path}.persistentVolumeClaim.claimName`, namespace),
    ...storageClassReference(template, `${path}.ephemeral.volumeClaimTemplate.spec`),
  ]
}

function environmentReferences(container: Record<string, unknown>, path: string, namespace: string): Reference[] {
  return [
    ...numberedMaps(container.env).flatMap(([index, item]) => {
      const { configMapKeyRef, secretKeyRef } = asMap(item.valueFrom)
      const at = `${path}.env[${index}].valueFrom`
      return [
        ...withKey('ConfigMap', asMap(configMapKeyRef), `${at}.configMapKeyRef`, namespace),
        ...withKey('Secret', asMap(secretKeyRef), `${at}.secretKeyRef`, namespace),
      ]
    }),
    ...numberedMaps(container.envFrom).flatMap(([index, item]) => [
      ...withKey('ConfigMap', asMap(item.configMapRef), `${path}.envFrom[${index}].configMapRef`, namespace),
      ...withKey('Secret', asMap(item.secretRef), `${path}.envFrom[${index}].secretRef`, namespace),
    ]),
  ]
}

/** A `subPath` into a ConfigMap or Secret means one of its keys; of one that is missing, a directory is made. */
function subPathReferences(
  container: Record<string, unknown>,
  spec: PodSpecLike,
  path: string,
  namespace: string,
): Reference[] {
  return numberedMaps(container.volumeMounts).flatMap(([index, item]) => {
    const subPath = asFilledText(item.subPath)
    const volume = asMaps(spec.volumes).find(({ name }) => name === item.name)
    if (!subPath || !volume) return []
    const [configMap, secret] = [asMap(volume.configMap), asMap(volume.secret)]
    return [...toKey('ConfigMap', configMap, configMap.name), ...toKey('Secret', secret, secret.secretName)]

    function toKey(kind: Kind, source: Record<string, unknown>, name: unknown): Reference[] {
      // With items, the names of files are those that the items give.
      if (source.items !== undefined) return []
      const at = `${path}.volumeMounts[${index}].subPath`
      const optional = source.optional === true
      return toObject(kind, name, at, namespace).map((each) => ({ ...each, key: subPath as string, optional }))
    }
  })
}

type Kind = 'ConfigMap' | 'Secret'

function toObject(kind: string, name: unknown, path: string, namespace: string): Reference[] {
  return refer(name, { path, group: '', kind, namespace })
}

function withKey(kind: Kind, source: Record<string, unknown>, path: string, namespace: string): Reference[] {
  const extra = { key: asFilledText(source.key), optional: source.optional === true }
  return toObject(kind, source.name, path, namespace).map((reference) => ({ ...reference, ...extra }))
}

function withItems(
  kind: Kind,
  source: Record<string, unknown>,
  nameField: string,
  path: string,
  namespace: string,
): Reference[] {
  const optional = source.optional === true
  return toObject(kind, source[nameField], path, namespace).flatMap((reference) => [
    { ...reference, optional },
    ...numberedMaps(source.items).flatMap(([index, item]) => {
      const key = asFilledText(item.key)
      return key ? [{ ...reference, path: `${path}.items[${index}].key`, key, optional }] : []
    }),
  ])
}
