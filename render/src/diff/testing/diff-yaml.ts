import { type DiffRequest, type DiffResult, diffTrees } from '../diff-trees.ts'
import type { SourceFiles } from '../input/source-files.ts'
import type { DiffFinding } from '../model.ts'

/** YamlFiles in memory, by path; a bare text is one file. */
export type YamlFiles = string | Readonly<Record<string, string>>

export function memoryFiles(
  files: YamlFiles,
  label = 'memory',
  beside: Readonly<Record<string, string>> = {},
): SourceFiles {
  const entries = Object.entries(typeof files === 'string' ? { 'all.yaml': files } : files)
  return {
    label,
    files: new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => [path, { read: () => text }])),
    beside: (path) => beside[path],
    indexes: () => [],
  }
}

/** Compares two trees that are written out in a test. */
export function diffYaml(
  base: YamlFiles,
  head: YamlFiles,
  more: Partial<DiffRequest> & {
    lock?: [object, object]
    besideHead?: Record<string, string>
    indexHead?: object
  } = {},
): DiffResult {
  const lock = (side: 0 | 1): Record<string, string> =>
    more.lock ? { 'images.lock.json': JSON.stringify({ images: more.lock[side] }) } : {}
  const indexes = more.indexHead ? [JSON.stringify({ generator: 'ainur', objects: [], ...more.indexHead })] : []
  return diffTrees({
    base: memoryFiles(base, 'base', lock(0)),
    head: { ...memoryFiles(head, 'head', { ...lock(1), ...more.besideHead }), indexes: () => indexes },
    today: '2026-11-21',
    ...more,
  })
}

/** What one rule says about a change, as `severity object path: message`. */
export function findingsOf(
  rule: string,
  base: YamlFiles,
  head: YamlFiles,
  more: Parameters<typeof diffYaml>[2] = {},
): DiffFinding[] {
  const { findings } = diffYaml(base, head, more)
  const failed = findings.find((finding) => finding.rule === 'rule-failed')
  if (failed) throw new Error(failed.message)
  return findings.filter((finding) => finding.rule === rule)
}
