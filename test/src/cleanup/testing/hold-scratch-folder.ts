/** A run for tests: holds a scratch folder with a process and one that has left its group, until it is killed. */
import { spawn } from 'node:child_process'
import { Child } from '../../process/child.ts'
import { scratchVariable } from '../kill.ts'
import { makeScratchFolder } from '../scratch-folder.ts'

const scratch = makeScratchFolder('hold')
const child = new Child({ name: 'sleep', command: 'sleep', args: ['1000'], scratch })
// Started but not adopted, like one whose parent died in between.
const stray = spawn('sleep', ['1000'], {
  detached: true,
  stdio: 'ignore',
  env: { ...process.env, [scratchVariable]: scratch.directory },
})
process.stdout.write(`${JSON.stringify({ directory: scratch.directory, pids: [child.pid, stray.pid] })}\n`)
setInterval(() => {}, 1000)
