import { readFileSync } from 'node:fs'
import type { Upstream } from './upstream.ts'

/** A CustomResourceDefinition, with the fields that are read here. */
export interface CustomResourceDefinition {
  readonly apiVersion: 'apiextensions.k8s.io/v1'
  readonly kind: 'CustomResourceDefinition'
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> }
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

/** Who approved a definition of a group of Kubernetes' own; the API server takes none without it. */
export const approvalAnnotation = 'api-approved.kubernetes.io'

/** `generated/<upstream>.json`: names and specs. A part that occurs more than once is `{"$ref": <its definition>}`. */
export interface CrdFile {
  readonly definitions: Readonly<Record<string, unknown>>
  readonly crds: readonly { readonly name: string; readonly approval?: string; readonly spec: unknown }[]
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
 * labels, prose, and all annotations but the approval of Kubernetes' own groups. None if the record names none.
 *
 * Each call gives objects of its own.
 */
export function crdsOf({ name, crds }: Pick<Upstream, 'name' | 'crds'>): CustomResourceDefinition[] {
  if (!crds) return []
  const { file, linked } = openFile(name)
  return file.crds.map((crd) => definition(crd, JSON.parse(JSON.stringify(link(crd.spec, file, linked)))))
}

interface OpenFile {
  readonly file: CrdFile
  /** What has its references replaced already. */
  readonly linked: Set<unknown>
}
const open = new Map<string, OpenFile>()

/** A file is read once per process. */
function openFile(upstream: string): OpenFile {
  const opened = open.get(upstream) ?? { file: readJson(`${upstream}.json`) as CrdFile, linked: new Set() }
  open.set(upstream, opened)
  return opened
}

/**
 * The CustomResourceDefinition `name` of `upstream`, a name in the index. Callers must not change it: equal parts of an
 * upstream's definitions are one object, so that a reader meets each part once.
 */
export function sharedCrd(upstream: string, name: string): CustomResourceDefinition | undefined {
  const { file, linked } = openFile(upstream)
  const crd = file.crds.find((each) => each.name === name)
  return crd && definition(crd, link(crd.spec, file, linked))
}

/** Replaces every reference within `value` by its definition, in place, and returns it; of a reference, the definition. */
function link(value: unknown, file: CrdFile, linked: Set<unknown>): unknown {
  if (typeof value !== 'object' || value === null || linked.has(value)) return value
  const reference = (value as { $ref?: unknown }).$ref
  if (typeof reference === 'string') {
    if (!Object.hasOwn(file.definitions, reference)) {
      throw new Error(`definition "${reference}" of ${file.crds[0]?.name} is missing: run npm run generate -- --all`)
    }
    return link(file.definitions[reference], file, linked)
  }
  linked.add(value)
  for (const [key, inner] of Object.entries(value)) (value as Record<string, unknown>)[key] = link(inner, file, linked)
  return value
}

function definition({ name, approval }: CrdFile['crds'][number], spec: unknown): CustomResourceDefinition {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name, ...(approval === undefined ? {} : { annotations: { [approvalAnnotation]: approval } }) },
    spec: spec as CrdSpec,
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, generated), 'utf8'))
}
