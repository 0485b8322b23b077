import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { identify } from '../cleanup/process-identity.ts'
import { makeScratchFolder, type ScratchFolder } from '../cleanup/scratch-folder.ts'
import { until } from '../wait/until.ts'
import { Child } from './child.ts'

let scratch: ScratchFolder
const start = (script: string) => {
  scratch = makeScratchFolder('child')
  return new Child({ name: 'part', command: 'sh', args: ['-c', script], scratch })
}
afterEach(() => scratch.release())

const ended = (child: Child) =>
  until(() => (child.running ? { state: 'runs' } : { done: true }), { what: 'its end', intervalMs: 5 })

it('reports command, exit code, last lines and the log of a program that has died', async () => {
  const child = start('echo first; echo cannot bind port 80 >&2; exit 3')
  await ended(child)
  expect(() => child.assertRunning()).toThrow(
    `part exited with code 3\n  command: sh -c echo first; echo cannot bind port 80 >&2; exit 3\n  log: ${child.log}\n  | first\n  | cannot bind port 80`,
  )
})

it('reports a program that cannot be started', async () => {
  scratch = makeScratchFolder('child')
  const child = new Child({ name: 'part', command: '/nowhere/part', args: [], scratch })
  await ended(child)
  expect(() => child.assertRunning()).toThrow('part could not be started: spawn /nowhere/part ENOENT')
})

it('kills a program that does not stop, and what it started', async () => {
  const child = start('trap "" TERM; sleep 1000 & echo $! > grandchild; while :; do sleep 1; done')
  const grandchild = await until<number>(
    () => {
      // The file is there before its content.
      const pid = Number(readFileSync(`${scratch.directory}/grandchild`, 'utf8').trim())
      return pid ? { done: pid } : { state: 'starting' }
    },
    { what: 'the program', intervalMs: 5 },
  )
  expect(identify(grandchild)).toBeDefined()
  await child.stop({ graceMs: 50 })
  expect(() => child.assertRunning()).toThrow('was ended by SIGKILL')
  expect(identify(child.pid)).toBeUndefined()
  await until(() => (identify(grandchild) ? { state: 'runs' } : { done: true }), { what: 'its end', intervalMs: 5 })
})
