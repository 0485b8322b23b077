import { readFileSync, writeFileSync } from 'node:fs'
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts'

/** Makes a file that names this process, unless there is one: of several runs that try, one succeeds. */
export function reserve(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** The process that a file names; undefined while the file is being written, and where there is none. */
export function ownerIn(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity
  } catch {
    return undefined
  }
}

/** Whether a file names a process that no longer runs. */
export function isAbandoned(file: string): boolean {
  const owner = ownerIn(file)
  return owner !== undefined && !isRunning(owner)
}
