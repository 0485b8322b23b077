import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '@ainur/constructs/finding'
import { ACCEPT_FILE, type AcceptEntry, type Accepted, applyAccept, readAccept } from '../accept/index.ts'
import type { ClusterResult } from '../pipeline/render-clusters.ts'

/** A cluster's findings, after `accept.yaml` had its say. */
export interface Judgement {
  readonly cluster: string
  /** What nobody accepted, and what is wrong with the entries themselves. */
  readonly findings: readonly Finding[]
  readonly accepted: readonly Accepted<Finding>[]
}

export interface JudgeOptions {
  /** Root of the repository, where `accept.yaml` stands. */
  readonly root: string
  /** `2026-11-21`, in UTC. */
  readonly today: string
  /** Whether all clusters were asked for: only then can an entry be called unused. */
  readonly complete: boolean
}

/**
 * Takes out the findings that the owner accepted. The tree itself never depends on it: what is written is the same on
 * every day, whatever expires.
 */
export async function judge(results: readonly ClusterResult[], options: JudgeOptions): Promise<Judgement[]> {
  const file = join(options.root, ACCEPT_FILE)
  const { entries, findings: invalid } = readAccept(existsSync(file) ? readFileSync(file, 'utf8') : undefined)
  const all = results.flatMap((result) => result.findings)
  // A cluster that cannot be rendered was not checked: what its entries accept is out of sight, not gone.
  const complete = options.complete && all.every(({ severity }) => severity !== 'error')
  const rules = new Set(complete ? await judgedHere(entries, all) : [])
  const final = new Set(results.flatMap(withoutTree))
  const acceptable = all.filter((finding) => !final.has(finding))
  const { findings, accepted } = applyAccept(acceptable, entries, { today: options.today, rules })

  const remarks = [...invalid, ...findings.filter((finding) => !all.includes(finding))]
  const left = new Set<Finding>([...findings, ...final])
  return results.map((result, index) => ({
    cluster: result.name,
    // Remarks about the file belong to no cluster: they are told once, with the first.
    findings: [...(index === 0 ? remarks : []), ...result.findings.filter((finding) => left.has(finding))],
    accepted: accepted.filter(({ finding }) => result.findings.includes(finding)),
  }))
}

/** Errors that left nothing to write: who accepted them would have the cluster's files removed as those of one that is gone. */
function withoutTree({ rendering, findings }: ClusterResult): Finding[] {
  return rendering ? [] : findings.filter(({ severity }) => severity === 'error')
}

/** Rules of the entries that a rendering can speak about: those that fired, and those that are not the diff's. */
async function judgedHere(entries: readonly AcceptEntry[], findings: readonly Finding[]): Promise<string[]> {
  const fired = new Set(findings.map(({ rule }) => rule))
  if (entries.every(({ rule }) => fired.has(rule))) return [...fired]
  const { rules } = await import('../diff/rules/index.ts')
  const ofDiff = new Set(rules.map(({ id }) => id))
  return entries.map(({ rule }) => rule).filter((rule) => fired.has(rule) || !ofDiff.has(rule))
}
