import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ExitCode } from '../exit-code.ts'
import { main } from '../main.ts'
import { capturedIo } from '../testing/captured-io.ts'

let root: string
const service = (type: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: ${type}\n  ports:\n    - port: 80\n`
const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: films\nspec:\n  storageClassName: x\n'

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'ainur-cli-'))
  for (const [name, text] of Object.entries({
    before: `${service('ClusterIP')}---\n${claim}`,
    warning: `${service('LoadBalancer')}---\n${claim}`,
    error: service('ClusterIP'),
  })) {
    mkdirSync(join(root, name))
    writeFileSync(join(root, name, 'all.yaml'), text)
  }
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function run(...args: string[]) {
  const { io, output } = capturedIo({ cwd: root, root, columns: 80 })
  const exitCode = await main(['diff', ...args], io)
  return { ...output, exitCode }
}

describe('ainur diff', () => {
  it.each([
    ['before', [], ExitCode.ok],
    ['warning', [], ExitCode.ok],
    ['warning', ['--fail-on', 'warning'], ExitCode.failed],
    ['error', [], ExitCode.failed],
    ['error', ['--fail-on', 'never'], ExitCode.ok],
  ])('compares with %s and %j: exit code %i', async (head, more, exitCode) => {
    expect((await run('--base', 'before', '--head', head, ...more)).exitCode).toBe(exitCode)
  })

  it('prints JSON and nothing else on stdout', async () => {
    const { stdout, stderr } = await run('--base', 'before', '--head', 'error', '--format', 'json')
    expect(JSON.parse(stdout).summary).toEqual({ added: 0, removed: 1, changed: 0, renamed: 0 })
    expect(stderr).toBe('')
  })

  it.each([
    ['terminal', /^before → error\n/],
    ['markdown', /^### What this change does to the cluster\n/],
    ['html', /^<!doctype html>/],
  ])('prints %s', async (format, start) => {
    expect((await run('--base', 'before', '--head', 'error', '--format', format)).stdout).toMatch(start)
  })

  it('writes to a file instead', async () => {
    const { stdout } = await run('--base', 'before', '--head', 'error', '--format', 'html', '--out', 'page.html')
    expect(stdout).toBe('')
    expect(readFileSync(join(root, 'page.html'), 'utf8')).toContain('data-loss')
  })

  it.each([
    [['--base', './nowhere', '--head', 'before'], 'there is no such file or directory'],
    [['--base', 'before'], '--head a directory'],
    [['--base', 'before', '--head', 'error', '--format', 'pdf'], 'Allowed choices are'],
    [['--base', 'before', '--head', 'error', '--kubernetes', 'latest'], 'such as 1.36'],
    [['--base', 'before', '--head', 'error', '--post', 'forgejo', '--api-url', 'nonsense'], 'API address "nonsense"'],
  ])('refuses %j and says why', async (args, message) => {
    const { exitCode, stderr } = await run(...args)
    expect(exitCode).toBe(ExitCode.refused)
    expect(stderr).toContain(message)
  })
})
