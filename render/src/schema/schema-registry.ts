import { groupOf } from '../model/group-of.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import { crdKinds } from './crd-kinds.ts'
import type { KindEntry, SchemaFileEntry, Scope } from './kind-entry.ts'
import { type ListKeys, listKeysOf } from './list-keys.ts'
import { loadCustomSchema } from './load-custom-schema.ts'
import { loadSchemaFile, loadSchemaIndex } from './load-schema-file.ts'
import { type KindSchema, resolve, type Schema } from './schema.ts'
import { schemaAt, step } from './schema-at.ts'

export interface SchemaRegistryOptions {
  /** Kubernetes minor, e.g. `1.36`. One that is not generated falls back to the nearest; see `minor`. */
  readonly minor: string
  /** Objects of the tree; CustomResourceDefinitions among them win over the generated schemas. @default none */
  readonly objects?: Iterable<KubeObject>
}

export interface KnownKind extends KindEntry {
  readonly apiVersion: string
  readonly kind: string
}

interface Known extends KindEntry {
  readonly load: () => KindSchema
}

/**
 * What Kubernetes knows about the kinds of a tree: scope, plural, schema.
 *
 * Scope and plural come from a small index; a schema file is read when the first of its kinds is asked for, once per
 * process.
 */
export class SchemaRegistry {
  /** Minor whose core schemas are used: the one asked for, or the nearest generated one. */
  readonly minor: string
  readonly #kinds = new Map<string, Known>()
  #objectMeta?: KindSchema

  constructor({ minor, objects = [] }: SchemaRegistryOptions) {
    const { files } = loadSchemaIndex()
    this.minor = nearestMinor(minor, generatedMinors())
    for (const [name, entry] of Object.entries(files)) {
      if (entry.minor === undefined || entry.minor === this.minor) this.#addFile(name, entry)
    }
    for (const object of objects) this.#addDefinition(object)
  }

  /** The schema of a kind; undefined if it is unknown. */
  schemaFor(apiVersion: string, kind: string): KindSchema | undefined {
    return this.#kinds.get(key(apiVersion, kind))?.load()
  }

  scopeOf(apiVersion: string, kind: string): Scope | undefined {
    return this.#kinds.get(key(apiVersion, kind))?.scope
  }

  /** Name of a kind in API paths and RBAC rules: `deployments`. */
  pluralOf(apiVersion: string, kind: string): string | undefined {
    return this.#kinds.get(key(apiVersion, kind))?.plural
  }

  /** How the list at `path` (numbers for list indices) is keyed; undefined if the schema knows no list there. */
  listKeysAt(apiVersion: string, kind: string, path: readonly (string | number)[]): ListKeys | undefined {
    const metadata = path[0] === 'metadata'
    const kindSchema = metadata ? this.objectMeta() : this.schemaFor(apiVersion, kind)
    const schema = kindSchema && schemaAt(kindSchema, metadata ? path.slice(1) : path)
    return kindSchema && schema && listKeysOf(schema, kindSchema)
  }

  /** The schema of `metadata`, the same for all kinds. */
  objectMeta(): KindSchema {
    this.#objectMeta ??= this.#loadObjectMeta()
    return this.#objectMeta
  }

  /** All kinds, sorted by apiVersion and kind. */
  knownKinds(): readonly KnownKind[] {
    return [...this.#kinds.keys()].sort().map((id) => {
      const { scope, plural } = this.#kinds.get(id) as Known
      const [apiVersion = '', kind = ''] = id.split(' ')
      return { apiVersion, kind, scope, plural }
    })
  }

  #loadObjectMeta(): KindSchema {
    const configMap = this.schemaFor('v1', 'ConfigMap')
    const root = configMap && step(configMap.root, 'metadata', configMap)
    if (!configMap || !root) throw new Error('the core schemas lack v1 ConfigMap: generate the schemas again')
    return { ...configMap, root }
  }

  #addFile(name: string, entry: SchemaFileEntry): void {
    for (const [apiVersion, perKind] of Object.entries(entry.kinds)) {
      for (const [kind, [scope, plural]] of Object.entries(perKind)) {
        const load = (): KindSchema => {
          if (entry.minor === undefined) {
            return { root: loadCustomSchema(name, apiVersion, kind, plural), definitions: {}, origin: 'custom' }
          }
          const { definitions, kinds } = loadSchemaFile(name)
          return { root: resolve(kinds[apiVersion]?.[kind] as Schema, definitions), definitions, origin: 'core' }
        }
        this.#kinds.set(key(apiVersion, kind), { scope, plural, load })
      }
    }
  }

  #addDefinition(object: KubeObject): void {
    if (object.kind !== 'CustomResourceDefinition') return
    const kinds = crdKinds(object)
    // A definition of the tree replaces all generated versions of its kind, those that it does not serve included.
    for (const { apiVersion, kind } of kinds.slice(0, 1)) this.#forget(groupOf(apiVersion), kind)
    for (const { apiVersion, kind, scope, plural, schema } of kinds) {
      this.#kinds.set(key(apiVersion, kind), {
        scope,
        plural,
        load: () => ({ root: schema, definitions: {}, origin: 'custom' }),
      })
    }
  }
  #forget(group: string, kind: string): void {
    for (const id of this.#kinds.keys()) {
      if (id.startsWith(`${group}/`) && id.endsWith(` ${kind}`)) this.#kinds.delete(id)
    }
  }
}

/** Kubernetes minors whose core schemas are generated, oldest first. */
export function generatedMinors(): readonly string[] {
  const minors = Object.values(loadSchemaIndex().files).flatMap(({ minor }) => minor ?? [])
  return minors.sort((a, b) => minorNumber(a) - minorNumber(b))
}

function nearestMinor(wanted: string, generated: readonly string[]): string {
  const number = minorNumber(wanted)
  if (Number.isNaN(number)) throw new Error(`Kubernetes minor "${wanted}": give it as "1.36"`)
  const distance = (minor: string) => Math.abs(minorNumber(minor) - number)
  return generated.reduce((best, minor) => (distance(minor) < distance(best) ? minor : best))
}

function minorNumber(minor: string): number {
  return Number(/^1\.(\d+)$/.exec(minor)?.[1] ?? Number.NaN)
}

function key(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`
}
