import { AppError, type Finding } from '@ainur/constructs'

/** Errors that a person made in a definition or in the wiring of apps, as findings; null for defects of the program. */
export function findingsOf(error: unknown, cluster: string): Finding[] | null {
  if (!(error instanceof Error)) return null
  if ('findings' in error) return error.findings as Finding[]
  const object = { apiVersion: 'ainur/v1', kind: 'Cluster', name: cluster }
  if (error instanceof AppError) {
    return [
      {
        rule: 'app-invalid',
        severity: 'error',
        object,
        path: error.path,
        message: `${error.app}: ${error.message}`,
        remedy: error.remedy,
      },
    ]
  }
  return null
}
