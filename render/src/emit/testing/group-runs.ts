import { readdirSync, readFileSync } from 'node:fs'

/**
 * Whether any process of a group still runs; one that has ended and that nobody waited for does not. Linux only:
 * elsewhere the emitter starts no program.
 */
export function groupRuns(group: number): boolean {
  if (process.platform !== 'linux') return false
  return readdirSync('/proc').some((pid) => {
    const [state, , processGroup] = fieldsOf(pid)
    return Number(processGroup) === group && state !== 'Z' && state !== 'X'
  })
}

/** State, parent and group of a process: what follows the command, which stands in brackets and may hold blanks. */
function fieldsOf(pid: string): string[] {
  try {
    const stat = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : ''
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
