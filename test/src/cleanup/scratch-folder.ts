import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kill, killGroup, markedProcesses } from './kill.ts'
import { identify, type ProcessIdentity } from './process-identity.ts'
import { scratchRoot } from './scratch-root.ts'

/** What one scratch folder owns; kept on disk so that the next run can clean up after a killed one. */
export interface ScratchRecord {
  readonly owner: ProcessIdentity
  readonly processes: readonly ProcessIdentity[]
}

/** A directory and the processes started for it, owned by this process. */
export interface ScratchFolder {
  readonly directory: string
  /** Remembers a child, so that it dies with the folder even when its owner was killed. */
  adopt(pid: number): void
  /** Ends what still runs and removes the directory. */
  release(options?: { readonly keepDirectory?: boolean }): void
}

const recordFile = 'owner.json'
const held = new Set<ScratchFolder>()
let hooked = false

/** Makes a fresh directory below the scratch root, removed at the latest when this process exits. */
export function makeScratchFolder(name: string): ScratchFolder {
  hookExit()
  const parent = join(scratchRoot(), 'clusters')
  mkdirSync(parent, { recursive: true })
  const owner = identify(process.pid)
  if (!owner) throw new Error(`cannot read the start time of process ${process.pid}; is /proc mounted?`)
  const directory = mkdtempSync(join(parent, `${name}-`))
  const processes: ProcessIdentity[] = []
  const save = () => writeRecord(directory, { owner, processes })
  save()
  const scratch: ScratchFolder = {
    directory,
    adopt(pid) {
      const identity = identify(pid)
      if (identity) processes.push(identity)
      save()
    },
    release({ keepDirectory = false } = {}) {
      held.delete(scratch)
      removeScratchFolder(directory, { keepDirectory })
    },
  }
  held.add(scratch)
  return scratch
}

/** Kills every process of a scratch folder and removes its directory. Works on scratch folders of dead owners too. */
export function removeScratchFolder(directory: string, { keepDirectory = false } = {}): void {
  const record = readRecord(directory)
  for (const identity of record?.processes ?? []) killGroup(identity)
  for (const pid of markedProcesses(directory)) kill(pid)
  if (keepDirectory) rmSync(join(directory, recordFile), { force: true })
  else rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}

/** The record of a scratch folder, or undefined where there is none. */
export function readRecord(directory: string): ScratchRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, recordFile), 'utf8')) as ScratchRecord
  } catch {
    return undefined
  }
}

function writeRecord(directory: string, record: ScratchRecord): void {
  const file = join(directory, recordFile)
  writeFileSync(`${file}.new`, JSON.stringify(record))
  renameSync(`${file}.new`, file)
}

/** `exit` also fires after process.exit() and uncaught errors. After SIGKILL, the next sweep cleans up. */
function hookExit(): void {
  if (hooked) return
  hooked = true
  process.on('exit', () => {
    for (const scratch of held) scratch.release()
  })
}
