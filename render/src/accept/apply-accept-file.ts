import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '@ainur/constructs/finding'
import type { ClusterResult } from '../pipeline/render-clusters.ts'
import type { AcceptEntry } from './accept-entry.ts'
import { type Accepted, acceptFindings } from './accept-findings.ts'
import { ACCEPT_FILE, readAccept } from './read-accept.ts'

/** A cluster's findings without those that its owner has accepted. */
export interface ClusterFindings {
  readonly cluster: string
  /** What nobody accepted, and what is wrong with the entries themselves. */
  readonly findings: readonly Finding[]
  readonly accepted: readonly Accepted<Finding>[]
}

export interface AcceptFileOptions {
  /** Root of the repository, where `accept.yaml` is. */
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
export async function applyAcceptFile(
  results: readonly ClusterResult[],
  { root, today, complete }: AcceptFileOptions,
): Promise<ClusterFindings[]> {
  const file = join(root, ACCEPT_FILE)
  const accept = readAccept(existsSync(file) ? readFileSync(file, 'utf8') : undefined)
  const all = results.flatMap((result) => result.findings)
  // A cluster that cannot be rendered was not checked: what its entries accept is out of sight, not gone.
  const checked = complete && all.every(({ severity }) => severity !== 'error')
  const rules = new Set(checked ? await rulesThatRan(accept.entries, all) : [])
  const final = new Set(results.flatMap(withoutTree))
  const acceptable = all.filter((finding) => !final.has(finding))
  const { findings, accepted, remarks } = acceptFindings(acceptable, accept, { today, ran: (rule) => rules.has(rule) })
  const left = new Set<Finding>([...findings, ...final])
  return results.map((result, index) => ({
    cluster: result.name,
    // Remarks about the file belong to no cluster: they are shown once, with the first.
    findings: [...(index === 0 ? remarks : []), ...result.findings.filter((finding) => left.has(finding))],
    accepted: accepted.filter(({ finding }) => result.findings.includes(finding)),
  }))
}

/** Errors that left nothing to write. They cannot be accepted: `synth` would then remove the files of the cluster. */
function withoutTree({ rendering, findings }: ClusterResult): Finding[] {
  return rendering ? [] : findings.filter(({ severity }) => severity === 'error')
}

/** Rules of the entries that a rendering can speak about: those that fired, and those that are not the diff's. */
async function rulesThatRan(entries: readonly AcceptEntry[], findings: readonly Finding[]): Promise<string[]> {
  const fired = new Set(findings.map(({ rule }) => rule))
  if (entries.every(({ rule }) => fired.has(rule))) return [...fired]
  // Loaded only where somebody accepted something else: a rendering needs none of it.
  const { diffChecks } = await import('../diff/rules/index.ts')
  const ofDiff = new Set(diffChecks.map(({ rule }) => rule.id))
  return entries.map(({ rule }) => rule).filter((rule) => fired.has(rule) || !ofDiff.has(rule))
}
