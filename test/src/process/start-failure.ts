import { failureDirectory } from '../cleanup/failure-directory.ts'
import type { Family } from './family.ts'

/** Keeps the logs of a cluster that did not start, and returns the error that says so and where they are. */
export function startFailure(name: string, family: Family, cause: unknown): Error {
  const directory = failureDirectory(name)
  family.exportLogs(directory)
  return new Error(`cluster ${name} did not start: ${(cause as Error).message}\nall logs are kept in ${directory}`, {
    cause,
  })
}
