import type { Finding } from '../finding/finding.ts'

/** A definition that cannot be used. `findings` holds all that is wrong with it, warnings included. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError'
  readonly findings: readonly Finding[]

  constructor(cluster: string, findings: readonly Finding[]) {
    super(describe(cluster, findings))
    this.findings = findings
  }
}

function describe(cluster: string, findings: readonly Finding[]): string {
  const errors = findings.filter((finding) => finding.severity === 'error')
  const others = findings.filter((finding) => finding.severity !== 'error')
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`
  return [`The definition of cluster ${cluster} has ${count}:`, ...[...errors, ...others].map(line)].join('\n')
}

function line(finding: Finding): string {
  const mark = finding.severity === 'error' ? '' : `(${finding.severity}) `
  return `  ${mark}${finding.path || 'the definition'}: ${finding.message}. ${finding.remedy} [${finding.rule}]`
}
