import { readFileSync } from 'node:fs'
import type { Upstream } from './upstream.ts'

/** A CustomResourceDefinition, as far as the types tell. */
export interface CustomResourceDefinition {
  readonly apiVersion: 'apiextensions.k8s.io/v1'
  readonly kind: 'CustomResourceDefinition'
  readonly metadata: { readonly name: string }
  readonly spec: CrdSpec
}

export interface CrdSpec {
  readonly group: string
  readonly names: { readonly kind: string; readonly plural: string }
  readonly scope: 'Namespaced' | 'Cluster'
  readonly versions: readonly {
    readonly name: string
    readonly served: boolean
    readonly storage: boolean
    readonly schema?: { readonly openAPIV3Schema: unknown }
  }[]
}

/** `generated/<upstream>.json`: names and specs. A part that occurs more than once is `{"$ref": <its definition>}`. */
export interface CrdFile {
  readonly definitions: Readonly<Record<string, unknown>>
  readonly crds: readonly { readonly name: string; readonly spec: unknown }[]
}

/** `generated/index.json`: what each file was made from, and its kinds, for whoever needs no more than that. */
export interface CrdIndex {
  readonly [upstream: string]: {
    readonly version: string
    readonly sha256: string
    /** apiVersion -> kind -> [scope, plural], of served versions. */
    readonly kinds: Readonly<Record<string, Readonly<Record<string, readonly ['Namespaced' | 'Cluster', string]>>>>
  }
}

const generated = new URL('./generated/', import.meta.url)
let index: CrdIndex | undefined

/** The index of the generated definitions; read once per process. */
export function loadCrdIndex(): CrdIndex {
  index ??= readJson('index.json') as CrdIndex
  return index
}

/**
 * The CustomResourceDefinitions of an upstream, as the API server takes them: all that upstream's own say, except
 * labels, annotations and prose. None if the record names none.
 *
 * Each call gives objects of its own.
 */
export function crdsOf({ name, crds }: Pick<Upstream, 'name' | 'crds'>): CustomResourceDefinition[] {
  return crds ? readCrds(name) : []
}

/**
 * The same, by the name in the index, for reading only: equal parts are one object in memory, so that whoever goes
 * through them meets each part once.
 */
export function sharedCrdsOf(upstream: string): readonly CustomResourceDefinition[] {
  return readCrds(upstream, new Map())
}

function readCrds(upstream: string, shared?: Map<string, unknown>): CustomResourceDefinition[] {
  const { definitions, crds } = readJson(`${upstream}.json`) as CrdFile
  const expand = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(expand)
    if (typeof value !== 'object' || value === null) return value
    const reference = (value as { $ref?: unknown }).$ref
    if (typeof reference === 'string') return definition(reference)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expand(inner)]))
  }
  const definition = (reference: string): unknown => {
    if (!Object.hasOwn(definitions, reference)) {
      throw new Error(`${upstream}.json: definition "${reference}" is missing: run npm run generate`)
    }
    if (!shared) return expand(definitions[reference])
    if (!shared.has(reference)) shared.set(reference, expand(definitions[reference]))
    return shared.get(reference)
  }
  return crds.map(({ name, spec }) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name },
    spec: expand(spec) as CrdSpec,
  }))
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, generated), 'utf8'))
}
