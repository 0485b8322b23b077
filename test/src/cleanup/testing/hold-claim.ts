/** A run for tests: holds a claim with a process and one that has left its group, until it is killed. */
import { spawn } from 'node:child_process'
import { Child } from '../../process/child.ts'
import { makeClaim } from '../claim.ts'
import { claimVariable } from '../kill.ts'

const claim = makeClaim('hold')
const child = new Child({ name: 'sleep', command: 'sleep', args: ['1000'], claim })
// Started but not adopted, like one whose parent died in between.
const stray = spawn('sleep', ['1000'], {
  detached: true,
  stdio: 'ignore',
  env: { ...process.env, [claimVariable]: claim.directory },
})
process.stdout.write(`${JSON.stringify({ directory: claim.directory, pids: [child.pid, stray.pid] })}\n`)
setInterval(() => {}, 1000)
