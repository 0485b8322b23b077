import type { PodSpecLike } from '@ainur/constructs'
import { asFilledText, asMap, asMaps, numberedMaps } from '../../model/shape.ts'
import { containersOf } from '../../pods/containers-of.ts'
import type { PodTemplate } from '../../pods/pod-template.ts'
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
  const named = (field: string, group: string, kind: string, inNamespace: boolean): Reference[] => {
    const name = asFilledText(spec[field])
    return name ? [{ path: `${path}.${field}`, group, kind, name, ...(inNamespace ? { namespace } : {}) }] : []
  }
  return [
    ...named('serviceAccountName', '', 'ServiceAccount', true),
    ...named('priorityClassName', 'scheduling.k8s.io', 'PriorityClass', false),
    ...named('runtimeClassName', 'node.k8s.io', 'RuntimeClass', false),
    ...numberedMaps(spec.imagePullSecrets).flatMap(([index, item]) =>
      toObject('Secret', item.name, `${path}.imagePullSecrets[${index}].name`, namespace),
    ),
  ]
}

function volumeReferences(volume: Record<string, unknown>, path: string, namespace: string): Reference[] {
  const { configMap, secret, projected, persistentVolumeClaim, ephemeral } = volume
  const claim = asFilledText(asMap(persistentVolumeClaim).claimName)
  const template = asMap(asMap(asMap(ephemeral).volumeClaimTemplate).spec)
  return [
    ...withItems('ConfigMap', asMap(configMap), 'name', `${path}.configMap`, namespace),
    ...withItems('Secret', asMap(secret), 'secretName', `${path}.secret`, namespace),
    ...numberedMaps(asMap(projected).sources).flatMap(([index, item]) => [
      ...withItems(
        'ConfigMap',
        asMap(item.configMap),
        'name',
        `${path}.projected.sources[${index}].configMap`,
        namespace,
      ),
      ...withItems('Secret', asMap(item.secret), 'name', `${path}.projected.sources[${index}].secret`, namespace),
    ]),
    ...(claim
      ? [
          {
            path: `${path}.persistentVolumeClaim.claimName`,
            group: '',
            kind: 'PersistentVolumeClaim',
            namespace,
            name: claim,
          },
        ]
      : []),
    ...storageClassReference(template, `${path}.ephemeral.volumeClaimTemplate.spec`),
  ]
}

/** The StorageClass of a claim's spec. An empty name asks for none. */
export function storageClassReference(claim: Record<string, unknown>, path: string): Reference[] {
  const name = asFilledText(claim.storageClassName)
  return name ? [{ path: `${path}.storageClassName`, group: 'storage.k8s.io', kind: 'StorageClass', name }] : []
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
      return toObject(kind, name, at, namespace).map((reference) => ({
        ...reference,
        key: subPath as string,
        optional,
      }))
    }
  })
}

type Kind = 'ConfigMap' | 'Secret'

function toObject(kind: Kind, name: unknown, path: string, namespace: string): Reference[] {
  const text = asFilledText(name)
  return text ? [{ path, group: '', kind, namespace, name: text }] : []
}

function withKey(kind: Kind, source: Record<string, unknown>, path: string, namespace: string): Reference[] {
  const key = asFilledText(source.key)
  return toObject(kind, source.name, path, namespace).map((reference) => ({
    ...reference,
    ...(key ? { key } : {}),
    optional: source.optional === true,
  }))
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
