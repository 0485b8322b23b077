import { posix } from 'node:path'
import { describeObject, type Finding } from '@ainur/constructs/finding'
import { ACCEPT_FILE, type Accepted, acceptFindings, readAccept } from '../accept/index.ts'
import { generatedMinors, SchemaRegistry } from '../schema/schema-registry.ts'
import { type Fingerprint, fingerprinter } from '../secrets/fingerprint.ts'
import { schemaFacts } from './compare/schema-facts.ts'
import { type Effect, effectOf } from './effects/effect-of.ts'
import { Owners } from './effects/owners.ts'
import { loadTrees } from './input/load-trees.ts'
import { readIndexes } from './input/read-indexes.ts'
import { readLock } from './input/read-lock.ts'
import type { SourceFiles } from './input/source-files.ts'
import { readSourceIndex } from './input/source-index.ts'
import { lazyBoth } from './lazy-both.ts'
import { collectChanges } from './match/collect-changes.ts'
import { findSwitches } from './match/find-switches.ts'
import type { DiffCheck, DiffContext, DiffFinding, ObjectChange, TreeObject } from './model.ts'
import { hideNoise } from './noise/hide-noise.ts'
import type { ClusterFacts } from './reading/clusters.ts'
import { orderFindings } from './rule/order-findings.ts'
import { runCheck } from './rule/run-check.ts'
import { diffChecks } from './rules/index.ts'

export interface DiffRequest {
  readonly base: SourceFiles
  readonly head: SourceFiles
  /** Definitions by cluster name. @default none: capacity and node addresses are not judged */
  readonly clusters?: ReadonlyMap<string, ClusterFacts>
  /** Kubernetes minor. @default that of the definitions, or the newest one whose schemas are generated */
  readonly kubernetesMinor?: string
  /** Day in UTC that accept entries are compared with, `2026-11-21`. */
  readonly today: string
  /** @default a fresh random key */
  readonly fingerprint?: Fingerprint
  /** @default all */
  readonly checks?: readonly DiffCheck[]
}

/** A changed object together with all that is shown about it. */
export interface ShownChange extends ObjectChange {
  /** Application, or folder, that it belongs to. */
  readonly app: string
  readonly effect: Effect
  /** Source file of its construct. */
  readonly source?: string
}

export interface DiffResult {
  readonly base: string
  readonly head: string
  readonly summary: {
    readonly added: number
    readonly removed: number
    readonly changed: number
    readonly renamed: number
  }
  readonly objects: readonly ShownChange[]
  /** Worst first. */
  readonly findings: readonly (DiffFinding | Finding)[]
  readonly accepted: readonly Accepted<DiffFinding>[]
  readonly hidden: readonly { readonly rule: string; readonly count: number }[]
}

/** Compares two trees and says what the change will do. */
export function diffTrees(request: DiffRequest): DiffResult {
  const trees = loadTrees(request.base, request.head, request.fingerprint ?? fingerprinter())
  const minor = minorOf(request)
  let registry: SchemaRegistry | undefined
  const definitions = () =>
    trees.head.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition').map(({ value }) => value)
  const schema = schemaFacts(() => (registry ??= new SchemaRegistry({ minor, objects: definitions() })))
  const changes = collectChanges(trees, schema)
  const switches = findSwitches(
    changes,
    { files: request.base, tree: trees.base },
    { files: request.head, tree: trees.head },
  )
  const handedOver = new Set(
    switches.filter(({ differs }) => differs.length === 0).flatMap((each) => [...each.changes]),
  )
  // Read when first needed: they are the largest files of a tree.
  const indexes = lazyBoth(
    () => readIndexes(request.base),
    () => readIndexes(request.head),
  )
  const context: DiffContext = {
    changes: changes.filter((change) => !handedOver.has(change)),
    switches,
    trees,
    documents: { base: trees.onlyInBase, head: trees.onlyInHead },
    moved: trees.moved,
    owners: lazyBoth(
      () => new Owners(trees.base),
      () => new Owners(trees.head),
    ),
    schema,
    images: { base: readLock(request.base), head: readLock(request.head) },
    clusters: request.clusters ?? new Map(),
    indexes,
    kubernetesMinor: minor,
  }
  const applied = request.checks ?? diffChecks
  const index = { base: readSourceIndex(() => indexes.base), head: readSourceIndex(() => indexes.head) }
  const found = applied
    .flatMap((check) => runCheck(check, context))
    .map((finding): DiffFinding => {
      const source = index.head(finding.object) ?? index.base(finding.object)
      return source ? { ...finding, source } : finding
    })
  const ids = new Set(applied.map(({ rule }) => rule.id))
  const { findings, accepted, remarks } = acceptFindings(found, readAccept(request.head.beside(ACCEPT_FILE)), {
    today: request.today,
    ran: (rule) => ids.has(rule),
  })

  const marked = new Set(found.map(({ object }) => `${object.apiVersion} ${describeObject(object)}`))
  const { changes: visible, hidden } = hideNoise(changes, ({ before, after }) =>
    [before, after].some(
      (each) => each !== undefined && marked.has(`${each.ref.apiVersion} ${describeObject(each.ref)}`),
    ),
  )
  const count = (kind: ObjectChange['change']) => visible.filter(({ change }) => change === kind).length
  return {
    base: request.base.label,
    head: request.head.label,
    summary: { added: count('added'), removed: count('removed'), changed: count('changed'), renamed: count('renamed') },
    objects: visible.map((change) => ({
      ...show(change, context, index),
      ...(handedOver.has(change) ? { effect: 'hand-over' as const } : {}),
    })),
    findings: orderFindings([...remarks, ...findings]),
    accepted,
    hidden,
  }
}

function minorOf({ kubernetesMinor, clusters }: DiffRequest): string {
  const [first] = clusters?.values() ?? []
  return kubernetesMinor ?? first?.cluster.kubernetes.minor ?? (generatedMinors().at(-1) as string)
}

function show(
  change: ObjectChange,
  { owners, trees }: DiffContext,
  index: { base: SourceOf; head: SourceOf },
): ShownChange {
  const object = (change.after ?? change.before) as TreeObject
  const owner = (change.after ? owners.head : owners.base).of(object)
  const source = index.head(object.ref) ?? index.base(object.ref)
  return {
    ...change,
    app: owner?.ref.name ?? posix.dirname(object.file),
    effect: effectOf(change, owners, trees.head),
    ...(source && { source }),
  }
}

type SourceOf = ReturnType<typeof readSourceIndex>
