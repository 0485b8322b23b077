import { readdirSync, readFileSync } from 'node:fs'
import { isRunning, type ProcessIdentity } from './process-identity.ts'

/** Environment variable that marks every process started for a scratch folder, and their children with them. */
export const scratchVariable = 'AINUR_SCRATCH'

/** Kills the process group that `identity` leads, if it is still the same process. */
export function killGroup(identity: ProcessIdentity): void {
  if (isRunning(identity)) kill(-identity.pid)
}

/** Sends SIGKILL; a process (or, negative, a group) that is gone already is fine. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/**
 * Processes whose environment names `directory` as their scratch folder. Finds those that were started in the moment before
 * their owner was killed, and grandchildren that left the group. Linux only; elsewhere the record has to do.
 */
export function markedProcesses(directory: string): number[] {
  if (process.platform !== 'linux') return []
  const mark = `${scratchVariable}=${directory}`
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && environmentOf(pid).includes(mark))
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    return []
  }
}
