import type { ProvidedObject } from '@ainur/constructs'
import { groupOf } from '../../model/group-of.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { FinishedRendering, Rendering } from '../../model/rendering.ts'
import { asMap, asMaps } from '../../model/shape.ts'
import { distributionObjects } from './distribution-objects.ts'
import { madeFrom } from './made-from.ts'
import type { Reference } from './reference.ts'

/** Keys of a known object; undefined where nobody knows them. */
type Keys = ReadonlySet<string> | undefined

/** What an index is made from. */
type Sources = Pick<Rendering, 'objects' | 'apps' | 'cluster'> & Partial<Pick<FinishedRendering, 'applications'>>

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
    for (const object of rendering.applications ?? []) this.#add(provided(object))
    for (const object of distributionObjects(rendering)) this.#add(object)
  }

  /** Whether the object exists, and its key if one is named. */
  resolve({ group, kind, namespace, anyNamespace, joined, name, key }: Reference): 'found' | 'missing' | 'key-missing' {
    if (madeByKubernetes(kind, name)) return 'found'
    const known = this.#byKind.get(`${group}/${kind}`) ?? new Map<string, Keys>()
    const fits = (identity: string) => {
      const [at, own] = split(identity)
      return joined ? joined(at, own).includes(name) : own === name
    }
    const identity = identify(namespace, name)
    const keys =
      anyNamespace || joined
        ? [...known].filter(([each]) => fits(each)).map(([, value]) => value)
        : known.has(identity)
          ? [known.get(identity)]
          : []
    if (keys.length === 0) return 'missing'
    return key === undefined || keys.some((set) => set === undefined || set.has(key)) ? 'found' : 'key-missing'
  }

  /** What there is instead: names of that kind where the reference looks, or keys of the object that it names. */
  alternatives({ group, kind, namespace, anyNamespace, joined, name }: Reference): { names: string[]; keys: string[] } {
    const known = this.#byKind.get(`${group}/${kind}`) ?? new Map<string, Keys>()
    if (joined) return { names: [...known.keys()].flatMap((each) => joined(...split(each))[0] ?? []), keys: [] }
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
    // The app that makes it and the tree may both declare it: all keys that either names count.
    if (!known.has(identity)) known.set(identity, keys ? new Set(keys) : undefined)
    else if (earlier && keys) known.set(identity, new Set([...earlier, ...keys]))
    else known.set(identity, undefined)
  }
}

function identify(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`
}

function split(identity: string): [namespace: string, name: string] {
  const slash = identity.indexOf('/')
  return [identity.slice(0, slash), identity.slice(slash + 1)]
}

/** Objects that controllers make in every namespace, and the roles of Kubernetes itself. */
function madeByKubernetes(kind: string, name: string): boolean {
  if (kind === 'ServiceAccount') return name === 'default'
  if (kind === 'ConfigMap') return name === 'kube-root-ca.crt'
  return (kind === 'ClusterRole' || kind === 'Role') && name.startsWith('system:')
}

function provided(object: KubeObject): ProvidedObject {
  const { namespace, name } = object.metadata
  const keys = keysOf(object)
  return { group: groupOf(object.apiVersion), kind: object.kind, namespace, name, ...(keys ? { keys } : {}) }
}

function keysOf(object: KubeObject): string[] | undefined {
  if (object.apiVersion !== 'v1') return undefined
  if (object.kind === 'ConfigMap') return keysIn(object.data, object.binaryData)
  if (object.kind === 'Secret') {
    // Kubernetes fills those of a ServiceAccount.
    const filled = object.type === 'kubernetes.io/service-account-token' ? ['token', 'ca.crt', 'namespace'] : []
    return [...keysIn(object.data, object.stringData), ...filled]
  }
  if (object.kind !== 'Service' || asMap(object.spec).type === 'ExternalName') return undefined
  return asMaps(asMap(object.spec).ports).flatMap((item) => [item.name, item.port].filter(Boolean).map(String))
}

function keysIn(...maps: unknown[]): string[] {
  return maps.flatMap((map) => Object.keys(asMap(map)))
}
