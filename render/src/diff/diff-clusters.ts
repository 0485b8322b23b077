import type { Finding } from '@ainur/constructs/finding'
import { type DiffRequest, type DiffResult, diffTrees } from './diff-trees.ts'
import type { SourceFiles } from './input/source-files.ts'
import { orderFindings } from './rule/order-findings.ts'

/**
 * Compares trees that may hold several clusters, such as `dist/`: each cluster with itself, since the same object in two
 * of them is two objects. What is found names its cluster then. With one cluster on each side it is `diffTrees`.
 */
export function diffClusters(request: DiffRequest): DiffResult {
  const sides = [request.base, request.head].map(clusterFolders)
  if (sides.every((folders) => folders.size < 2)) return diffTrees(request)
  const names = [...new Set(sides.flatMap((folders) => [...folders]))].sort()
  const parts = names.map((name) => inCluster(name, diffTrees(partOf(request, name))))
  return merge([...parts, diffTrees(restOf(request, names))])
}

/** Folders at the top that hold the tree of a cluster: each has a root Application and an index. */
function clusterFolders({ files, indexes }: SourceFiles): Set<string> {
  const roots = [...files.keys()].flatMap((path) => /^([^/]+)\/root\.yaml$/.exec(path)?.[1] ?? [])
  if (roots.length < 2) return new Set(roots)
  const indexed = new Set(indexes().map(clusterOfIndex))
  return new Set(roots.filter((name) => indexed.has(name)))
}

/** Reads the name at the head of the text: parsing the index of a large tree takes longer than comparing it. */
function clusterOfIndex(text: string): string | undefined {
  return /"cluster":\s*"([^"]+)"/.exec(text.slice(0, 1000))?.[1]
}

function partOf(request: DiffRequest, name: string): DiffRequest {
  const facts = request.clusters?.get(name)
  return {
    ...request,
    clusters: new Map(facts ? [[name, facts]] : []),
    base: only(request.base, (folder) => folder === name),
    head: only(request.head, (folder) => folder === name),
  }
}

/** The files that belong to no cluster. */
function restOf(request: DiffRequest, names: readonly string[]): DiffRequest {
  const beside = (folder: string | undefined) => folder === undefined || !names.includes(folder)
  return { ...request, base: only(request.base, beside), head: only(request.head, beside) }
}

function only(side: SourceFiles, wanted: (folder: string | undefined) => boolean): SourceFiles {
  const folderOf = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined)
  return {
    ...side,
    files: new Map([...side.files].filter(([path]) => wanted(folderOf(path)))),
    indexes: () => side.indexes().filter((text) => wanted(clusterOfIndex(text))),
  }
}

function inCluster(name: string, result: DiffResult): DiffResult {
  const named = <F extends Finding>(finding: F): F =>
    isRemark(finding) ? finding : { ...finding, message: `Cluster ${name}: ${finding.message}` }
  return {
    ...result,
    objects: result.objects.map((object) => ({ ...object, app: `${name}/${object.app}` })),
    findings: result.findings.map(named),
    accepted: result.accepted.map(({ finding, entry }) => ({ finding: named(finding), entry })),
  }
}

function merge(parts: readonly DiffResult[]): DiffResult {
  const [first] = parts as [DiffResult, ...DiffResult[]]
  const sum = (kind: keyof DiffResult['summary']) => parts.reduce((total, { summary }) => total + summary[kind], 0)
  const hidden = new Map<string, number>()
  for (const { rule, count } of parts.flatMap((part) => part.hidden)) hidden.set(rule, (hidden.get(rule) ?? 0) + count)
  return {
    base: first.base,
    head: first.head,
    summary: { added: sum('added'), removed: sum('removed'), changed: sum('changed'), renamed: sum('renamed') },
    objects: parts.flatMap(({ objects }) => objects),
    findings: orderFindings([
      ...parts.flatMap(({ findings }) => findings.filter((finding) => !isRemark(finding))),
      ...commonRemarks(parts),
    ]),
    accepted: parts.flatMap(({ accepted }) => accepted),
    hidden: [...hidden].map(([rule, count]) => ({ rule, count })),
  }
}

/** Remarks about `accept.yaml` that hold for every part: an entry that one cluster needs is in use. */
function commonRemarks(parts: readonly DiffResult[]): Finding[] {
  const [first = [], ...others] = parts.map(({ findings }) => findings.filter(isRemark))
  const key = ({ rule, path, message }: Finding) => `${rule} ${path} ${message}`
  const elsewhere = others.map((remarks) => new Set(remarks.map(key)))
  return first.filter((remark) => elsewhere.every((keys) => keys.has(key(remark))))
}

function isRemark({ object }: Finding): boolean {
  return object.kind === 'AcceptFile'
}
