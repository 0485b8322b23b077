import { createHash } from 'node:crypto'
import { groupBy } from '../model/group-by.ts'
import { type Identity, identityKey } from './identity.ts'

/** Longest file name that all common file systems take, in bytes. */
const MAX_BYTES = 255

/**
 * File names of the objects of one folder, in the order of `identities`.
 *
 * `<Kind>-<name>.yaml`, unless that is ambiguous: then every member of the colliding set also names what tells them
 * apart, its API group (`<Kind>.<group>-…`, `core` for the core group) or its namespace (`<Kind>-<namespace>-<name>`).
 * Names that differ only in case collide too, because half of the world's file systems think so; what nothing else tells
 * apart gets a hash of the object's identity. The outcome does not depend on the order.
 *
 * @throws if an object is in the list twice.
 */
export function fileNames(identities: readonly Identity[]): string[] {
  const named = identities.map((identity) => ({ identity, key: identityKey(identity), name: plainName(identity) }))
  const twice = [...groupBy(named, (entry) => entry.key).values()].find((same) => same.length > 1)
  if (twice?.[0]) throw new Error(`${twice[0].key} is in the folder ${twice.length} times; keep one of them`)

  const colliding = collisions(named)
  for (const set of colliding) {
    const groups = distinct(set.map(({ identity }) => identity.group)) > 1
    const namespaces = distinct(set.map(({ identity }) => identity.namespace)) > 1
    for (const entry of set) entry.name = qualifiedName(entry.identity, { groups, namespaces })
  }
  // Hashing one set can only make its names longer and unique, yet a name may meet one that was fine before: repeat.
  const hashed = new Set<string>()
  for (let sets = collisions(named); sets.length > 0; sets = collisions(named)) {
    for (const entry of sets.flat()) {
      if (hashed.has(entry.key)) throw new Error(`${entry.key}: no file name left that is its own`)
      hashed.add(entry.key)
      entry.name = `${entry.name}-${digest(entry.key)}`
    }
  }
  return named.map(({ name, key }) => fit(name, key))
}

function plainName({ kind, name }: Identity): string {
  return `${kind}-${safe(name)}`
}

function qualifiedName(identity: Identity, by: { groups: boolean; namespaces: boolean }): string {
  const kind = by.groups ? `${identity.kind}.${identity.group || 'core'}` : identity.kind
  const namespace = by.namespaces && identity.namespace ? `${identity.namespace}-` : ''
  return `${kind}-${namespace}${safe(identity.name)}`
}

/** Kubernetes forbids `/` and `%` in names, so an escaped name is never another object's plain one. */
function safe(name: string): string {
  return name.replace(/[/\\%]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)
}

function fit(name: string, key: string): string {
  const file = `${name}.yaml`
  if (Buffer.byteLength(file) <= MAX_BYTES) return file
  const ending = `-${digest(key)}.yaml`
  return `${Buffer.from(name).subarray(0, MAX_BYTES - ending.length)}${ending}`
}

function digest(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 10)
}

function collisions<T extends { name: string }>(entries: readonly T[]): T[][] {
  return [...groupBy(entries, ({ name }) => name.toLowerCase()).values()].filter((set) => set.length > 1)
}

function distinct(values: readonly string[]): number {
  return new Set(values).size
}
