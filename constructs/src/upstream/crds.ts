import { readFileSync } from 'node:fs'
import type { Upstream } from './upstream.ts'

/** A CustomResourceDefinition, with the fields that are read here. */
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

/** `generated/index.json`: what each file was made from, and its kinds, for readers that need no more. */
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
  if (!crds) return []
  const file = readJson(`${name}.json`) as CrdFile
  return file.crds.map((crd) => definition(crd.name, expand(crd.spec, file)))
}

interface OpenFile {
  readonly file: CrdFile
  readonly shared: Map<string, unknown>
}
const open = new Map<string, OpenFile>()

/**
 * The CustomResourceDefinition `name` of `upstream`, a name in the index. Callers must not change it: equal parts of an
 * upstream's definitions are one object, so that a reader meets each part once. A file is read once per process.
 */
export function sharedCrd(upstream: string, name: string): CustomResourceDefinition | undefined {
  let opened = open.get(upstream)
  if (!opened) {
    opened = { file: readJson(`${upstream}.json`) as CrdFile, shared: new Map() }
    open.set(upstream, opened)
  }
  const crd = opened.file.crds.find((each) => each.name === name)
  return crd && definition(name, expand(crd.spec, opened.file, opened.shared))
}

/** A copy with every reference replaced by its definition; by the same object each time if `shared` is given. */
function expand(value: unknown, file: CrdFile, shared?: Map<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => expand(item, file, shared))
  if (typeof value !== 'object' || value === null) return value
  const reference = (value as { $ref?: unknown }).$ref
  if (typeof reference !== 'string') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expand(inner, file, shared)]))
  }
  if (shared?.has(reference)) return shared.get(reference)
  if (!Object.hasOwn(file.definitions, reference)) {
    throw new Error(`definition "${reference}" of ${file.crds[0]?.name} is missing: run npm run generate -- --all`)
  }
  const expanded = expand(file.definitions[reference], file, shared)
  shared?.set(reference, expanded)
  return expanded
}

function definition(name: string, spec: unknown): CustomResourceDefinition {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name },
    spec: spec as CrdSpec,
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, generated), 'utf8'))
}
