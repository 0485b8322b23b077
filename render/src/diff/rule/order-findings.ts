import { describeObject, type Finding, severities } from '@ainur/constructs/finding'
import { compareText } from '../../text/compare-text.ts'
import { diffChecks } from '../rules/index.ts'

/** The order of danger: by severity, then by the order of the rules, then by object. */
export function orderFindings<F extends Finding>(findings: readonly F[]): F[] {
  const rank = new Map(diffChecks.map(({ rule: { id } }, index) => [id, index]))
  const key = (finding: F) =>
    [
      severities.indexOf(finding.severity),
      rank.get(finding.rule) ?? -1,
      describeObject(finding.object),
      finding.path,
    ] as const
  return findings
    .map((finding) => [key(finding), finding] as const)
    .sort(([a], [b]) => a[0] - b[0] || a[1] - b[1] || compareText(a[2], b[2]) || compareText(a[3], b[3]))
    .map(([, finding]) => finding)
}
