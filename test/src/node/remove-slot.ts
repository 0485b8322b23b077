import { execFileSync } from 'node:child_process'
import { existsSync, rmdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { nodeCgroup } from './node-cgroup.ts'
import { releaseSlot, type Slot } from './slot.ts'

/**
 * Removes what the end of a node's processes leaves: its link (whose removal by the kernel comes late) and its empty
 * cgroups. Waits up to a minute for its last processes, then throws with what is left.
 */
export async function removeSlot(slot: Slot): Promise<void> {
  const { link } = slot.network
  if (existsSync(`/sys/class/net/${link}`)) {
    try {
      execFileSync('ip', ['link', 'delete', link], { stdio: 'ignore' })
    } catch {
      // The kernel may have been faster; the loop below looks at what is left.
    }
  }
  const cgroup = nodeCgroup(slot.cgroup)
  const left = () => [...cgroup.directories(), ...[`/sys/class/net/${link}`].filter((path) => existsSync(path))]
  const deadline = performance.now() + 60_000
  while (left().length > 0) {
    for (const directory of cgroup.directories()) removeIfEmpty(directory)
    if (left().length === 0) break
    if (performance.now() > deadline) throw new Error(`a node has ended but these are left: ${left().join(', ')}`)
    await sleep(50)
  }
  releaseSlot(slot)
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory)
  } catch (error) {
    // Busy: a process is about to end.
    if (!['EBUSY', 'ENOENT', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}
