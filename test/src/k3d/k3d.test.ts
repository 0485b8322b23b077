import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../wait/until.ts'
import { K3d } from './k3d.ts'
import { makeK3dProvider } from './k3d-provider.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ainur-k3d-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

/** A program that writes down how it is called, then runs `script`. */
function program(script: string): K3d {
  const path = join(directory, 'k3d')
  writeFileSync(path, `#!/bin/sh\necho "$@" >> ${directory}/calls\n${script}\n`)
  chmodSync(path, 0o755)
  return new K3d(path)
}
const calls = () => readFileSync(join(directory, 'calls'), 'utf8').trimEnd().split('\n')

describe('K3d', () => {
  it('is called with these command lines', async () => {
    const k3d = program('echo printed')
    await k3d.createCluster('/c/k3d.yaml')
    await k3d.importImages('x', ['/c/one.tar', '/c/two.tar'])
    expect(await k3d.kubeconfig('x')).toBe('printed')
    await k3d.deleteCluster('x')
    expect(calls()).toEqual([
      'cluster create --config /c/k3d.yaml',
      'image import --cluster x /c/one.tar /c/two.tar',
      'kubeconfig get x',
      'cluster delete x',
    ])
  })

  it('stops and starts nodes, and can delete before it returns, when the process ends', async () => {
    const k3d = program('')
    await k3d.stopNode('k3d-x-agent-0')
    await k3d.startNode('k3d-x-agent-0')
    k3d.deleteClusterNow('x')
    expect(calls()).toEqual(['node stop k3d-x-agent-0', 'node start k3d-x-agent-0', 'cluster delete x'])
  })

  it('is not called when there is no image to load', async () => {
    const k3d = program('exit 1')
    await k3d.importImages('x', [])
  })

  it('that fails is reported with its command, its exit code and its last lines', async () => {
    const k3d = program('echo progress; i=0; while [ $i -lt 20 ]; do echo "line $i" >&2; i=$((i+1)); done; exit 3')
    const failure = await k3d.createCluster('/c/k3d.yaml').catch((error: Error) => error.message)
    expect(failure).toMatch(/^k3d cluster create --config \/c\/k3d\.yaml exited with code 3\n {2}\| line 5\n/)
    expect(failure).toMatch(/\n {2}\| line 19$/)
  })

  it('that is missing is told in one line, with where to get it', async () => {
    const missing = `${directory}/no-k3d`
    const reason = `${missing} is not installed; see https://k3d.io/stable/#installation`
    expect(await new K3d(missing).unavailable()).toBe(reason)
    expect(await makeK3dProvider(missing).unavailable()).toBe(reason)
    await expect(new K3d(missing).deleteCluster('x')).rejects.toThrow('k3d cluster delete x could not be run (ENOENT)')
  })

  it('that is broken is told in one line', async () => {
    const k3d = program('echo some; echo "no such library" >&2; exit 127')
    expect(await k3d.unavailable()).toBe(`\`${directory}/k3d version\` failed: no such library`)
  })
})

describe('a run that is ended while its cluster starts', () => {
  it('deletes the cluster, whose containers would outlive it', async () => {
    const k3d = join(directory, 'k3d')
    program('[ "$1 $2" = "cluster create" ] && exec sleep 600')
    const script = fileURLToPath(new URL('testing/start-and-end.ts', import.meta.url))
    const run = spawn(process.execPath, ['--import', 'tsx', script, k3d], { stdio: 'inherit' })
    const ended = new Promise<number | null>((resolve) => run.once('exit', resolve))
    // The file is there before the line in it.
    await until(() => (calls()[0] ? { done: true } : { state: 'k3d was not called' }), { what: 'a start' })
    run.kill('SIGTERM')
    expect(await ended).toBe(130)
    const [create, remove] = calls()
    const name = /clusters\/(ends-\w+)\/k3d\.yaml$/.exec(create ?? '')?.[1]?.toLowerCase()
    expect(remove).toBe(`cluster delete ainur-${name}`)
  })
})
