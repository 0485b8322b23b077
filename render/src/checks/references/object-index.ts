import type { ProvidedObject } from '@ainur/constructs'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Rendering } from '../../model/rendering.ts'
import { matchesLabelSelector } from '../../plan/label-selector.ts'
import { namespaceLabels } from '../../plan/namespace-labels.ts'
import { groupOf } from '../../pods/group-of.ts'
import { distributionObjects } from './distribution-objects.ts'
import { listOf, recordOf, textOf } from './list-of.ts'
import type { Reference } from './reference.ts'

/** Keys of a known object; undefined where nobody knows them. */
type Keys = ReadonlySet<string> | undefined

/** What an index is made from. */
type Sources = Pick<Rendering, 'objects' | 'apps' | 'cluster'>

/** Everything that will exist in the cluster, as far as the definition, the tree and the releases say. */
export class ObjectIndex {
  readonly #byKind = new Map<string, Map<string, Keys>>()

  constructor(rendering: Sources) {
    const { objects, apps } = rendering
    for (const { object } of objects) {
      this.#add(provided(object))
      for (const made of madeFrom(object, rendering)) this.#add(made)
    }
    for (const app of apps) {
      for (const object of app.provided) this.#add(object)
      for (const { kind = 'Secret', namespace, name, keys } of app.secretNeeds) {
        this.#add({ group: '', kind, namespace, name, keys: Object.keys(keys) })
      }
      for (const { contents } of app.releases) for (const object of contents.provides) this.#add(object)
    }
    for (const object of distributionObjects(rendering)) this.#add(object)
  }

  /** Whether the object exists, and its key if one is named. */
  resolve({ group, kind, namespace, anyNamespace, name, key }: Reference): 'found' | 'missing' | 'key-missing' {
    if (madeByKubernetes(kind, name)) return 'found'
    const known = this.#byKind.get(`${group}/${kind}`)
    const keys = anyNamespace
      ? [...(known ?? [])].filter(([identity]) => identity.endsWith(`/${name}`)).map(([, value]) => value)
      : known?.has(identify(namespace, name))
        ? [known.get(identify(namespace, name))]
        : []
    if (keys.length === 0) return 'missing'
    return key === undefined || keys.some((set) => set === undefined || set.has(key)) ? 'found' : 'key-missing'
  }

  /** What there is instead: names of that kind where the reference looks, or keys of the object that it names. */
  alternatives({ group, kind, namespace, anyNamespace, name }: Reference): { names: string[]; keys: string[] } {
    const known = this.#byKind.get(`${group}/${kind}`) ?? new Map<string, Keys>()
    const prefix = anyNamespace ? undefined : `${namespace ?? ''}/`
    const names = [...known.keys()]
      .filter((identity) => prefix === undefined || identity.startsWith(prefix))
      .map((identity) => identity.slice(identity.indexOf('/') + 1))
    return { names, keys: [...(known.get(identify(namespace, name)) ?? [])] }
  }

  #add({ group, kind, namespace, name, keys }: ProvidedObject): void {
    const type = `${group}/${kind}`
    const known = this.#byKind.get(type) ?? new Map<string, Keys>()
    this.#byKind.set(type, known)
    const identity = identify(namespace, name)
    const earlier = known.get(identity)
    // Told twice, by the app that makes it and by the tree: what either knows about its keys counts.
    if (!known.has(identity)) known.set(identity, keys ? new Set(keys) : undefined)
    else if (earlier && keys) known.set(identity, new Set([...earlier, ...keys]))
    else known.set(identity, undefined)
  }
}

function identify(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`
}

/** Objects that controllers make in every namespace, and the roles of Kubernetes itself. */
function madeByKubernetes(kind: string, name: string): boolean {
  if (kind === 'ServiceAccount') return name === 'default'
  if (kind === 'ConfigMap') return name === 'kube-root-ca.crt'
  return kind === 'ClusterRole' && name.startsWith('system:')
}

function provided(object: KubeObject): ProvidedObject {
  const { namespace, name } = object.metadata
  const keys = keysOf(object)
  return { group: groupOf(object.apiVersion), kind: object.kind, namespace, name, ...(keys ? { keys } : {}) }
}

function keysOf(object: KubeObject): string[] | undefined {
  if (object.apiVersion !== 'v1') return undefined
  if (object.kind === 'ConfigMap') return keysIn(object.data, object.binaryData)
  if (object.kind === 'Secret') return keysIn(object.data, object.stringData)
  if (object.kind !== 'Service' || recordOf(object.spec).type === 'ExternalName') return undefined
  return listOf(recordOf(object.spec).ports).flatMap(({ item }) => [item.name, item.port].filter(Boolean).map(String))
}

function keysIn(...maps: unknown[]): string[] {
  return maps.flatMap((map) => Object.keys(recordOf(map)))
}

/** What controllers make from an object of the tree. */
function madeFrom(object: KubeObject, rendering: Sources): ProvidedObject[] {
  const spec = recordOf(object.spec)
  const group = groupOf(object.apiVersion)
  if (group === 'cert-manager.io' && object.kind === 'Certificate') {
    const name = textOf(spec.secretName)
    const more = spec.keystores || spec.additionalOutputFormats
    const keys = more ? undefined : ['tls.crt', 'tls.key', 'ca.crt']
    return name ? [{ group: '', kind: 'Secret', namespace: object.metadata.namespace, name, keys }] : []
  }
  if (group === 'trust.cert-manager.io' && object.kind === 'Bundle') return bundleTargets(object, rendering)
  if (group === 'helm.cattle.io' && object.kind === 'HelmChart') {
    const target = textOf(spec.targetNamespace)
    return target && spec.createNamespace === true ? [{ group: '', kind: 'Namespace', name: target }] : []
  }
  return []
}

function bundleTargets(object: KubeObject, rendering: Sources): ProvidedObject[] {
  const target = recordOf(recordOf(object.spec).target)
  const labelsOf = namespaceLabels(rendering)
  const namespaces = rendering.objects
    .filter(({ object: { apiVersion, kind } }) => apiVersion === 'v1' && kind === 'Namespace')
    .map((namespace) => namespace.object.metadata.name)
    .concat('default', 'kube-system')
    // A Bundle without selector goes everywhere.
    .filter((name) => !target.namespaceSelector || matchesLabelSelector(target.namespaceSelector, labelsOf(name)))
  return (['configMap', 'secret'] as const).flatMap((type) => {
    const key = textOf(recordOf(target[type]).key)
    if (!key) return []
    const kind = type === 'secret' ? 'Secret' : 'ConfigMap'
    const keys = target.additionalFormats ? undefined : [key]
    return namespaces.map((namespace) => ({ group: '', kind, namespace, name: object.metadata.name, keys }))
  })
}
