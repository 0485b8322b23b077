import { appInvalid } from '../../app/app-invalid.ts'
import type { Problem } from '../../finding/rule.ts'

/** The part that fetches repositories and renders charts: what costs most memory and time. */
export interface RepoServer {
  /** Most memory that it may take. A chart is unpacked in it, and a repository of a hundred megabytes fetched. @default '512Mi' */
  readonly memoryLimit?: string
  /** How many charts and folders it renders at a time. @default 2 */
  readonly parallelism?: number
  /** Seconds that git or helm may take. @default 300 */
  readonly fetchSeconds?: number
}

/** With its defaults, sized for a Pi and a slow line. */
export function repoServerOf({ memoryLimit = '512Mi', parallelism = 2, fetchSeconds = 300 }: RepoServer = {}) {
  return { memoryLimit, parallelism, fetchSeconds }
}

/** What is wrong with its numbers; a limit that is no quantity is found with the pod that has it. */
export function judgeRepoServer(repoServer: RepoServer = {}): Problem[] {
  const { parallelism, fetchSeconds } = repoServerOf(repoServer)
  return Object.entries({ parallelism, fetchSeconds }).flatMap(([field, value]) =>
    Number.isInteger(value) && value >= 1
      ? []
      : [
          appInvalid.problem(
            `repoServer.${field}`,
            `${value} was given; it takes a whole number from 1 on`,
            'Write a whole number, or leave it out.',
          ),
        ],
  )
}
