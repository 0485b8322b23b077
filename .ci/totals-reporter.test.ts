import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const repository = fileURLToPath(new URL('..', import.meta.url))

// Inside the repository, where vitest is found.
let root: string
beforeEach(() => {
  mkdirSync(join(repository, '.cache'), { recursive: true })
  root = mkdtempSync(join(repository, '.cache/totals-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Last line and exit code of a run of these files, with a configuration that may be given. */
function run(files: Readonly<Record<string, string>>, config = '{}') {
  const imports = "import { afterAll, beforeAll, describe, expect, it } from 'vitest'\n"
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, `${name}.test.ts`), imports + text)
  writeFileSync(join(root, 'vitest.config.ts'), `export default { test: ${config} }`)
  const args = ['--root', root, '--reporter', join(repository, '.ci/totals-reporter.ts')]
  const vitest = join(repository, 'node_modules/vitest/vitest.mjs')
  const { status, stdout } = spawnSync(process.execPath, [vitest, 'run', ...args], { cwd: root, encoding: 'utf8' })
  return { status, line: stdout.trimEnd().split('\n').at(-1) }
}

const fine = "it('is fine', () => {})\n"
const broken = "throw new Error('broken')"

it('counts what passed, failed, and was left out on purpose', () => {
  const text = `${fine}it('fails', () => { ${broken} })\nit.skip('waits', () => {})\nit.todo('comes')\n`
  const leftOut = `describe.skipIf(true)('later', () => { beforeAll(() => { ${broken} })\n${fine}${fine} })`
  expect(run({ a: text, b: fine + leftOut })).toEqual({ status: 1, line: '2 passed, 1 failed, 4 skipped' })
})

it('counts a run without failures', () => {
  expect(run({ a: fine, b: `${fine}it.skip('waits', () => {})` })).toEqual({
    status: 0,
    line: '2 passed, 0 failed, 1 skipped',
  })
})

it('counts every test as failed whose suite could not start, but not those left out on purpose', () => {
  const inner = `describe('inner', () => { ${fine}it.skip('waits', () => {})\n })`
  const suite = `describe('outer', () => { beforeAll(() => { ${broken} })\n${fine}${fine}${inner} })\n${fine}`
  expect(run({ a: suite })).toEqual({ status: 1, line: '1 passed, 3 failed, 1 skipped' })
})

it('counts a file whose tests cannot start for each of them, and one that cannot be loaded once', () => {
  const hooks = `beforeAll(() => { ${broken} })\n${fine}${fine}`
  expect(run({ a: hooks, b: broken, c: fine })).toEqual({ status: 1, line: '1 passed, 3 failed, 0 skipped' })
})

it('counts a suite that fails after its tests passed', () => {
  const suite = `describe('outer', () => { afterAll(() => { ${broken} })\n${fine} })`
  expect(run({ a: suite })).toEqual({ status: 1, line: '1 passed, 1 failed, 0 skipped' })
})

it('counts an error outside of any test', () => {
  const stray = "it('leaves something behind', () => { Promise.reject(new Error('stray')) })"
  expect(run({ a: stray })).toEqual({ status: 1, line: '1 passed, 1 failed, 0 skipped' })
})

it('counts a test as failed that ends its process', () => {
  const { status, line } = run({
    a: `${fine}it('dies', async () => { process.kill(process.pid, 'SIGKILL')
    await new Promise(() => {}) })`,
  })
  expect(status).toBe(1)
  expect(line).toMatch(/^\d passed, [1-9] failed, 0 skipped$/)
})

it('never reads as success when nothing could run', () => {
  writeFileSync(join(root, 'setup.ts'), `export default () => { ${broken} }`)
  expect(run({ a: fine }, "{ globalSetup: ['setup.ts'] }")).toEqual({
    status: 1,
    line: '0 passed, 1 failed, 0 skipped',
  })
})
