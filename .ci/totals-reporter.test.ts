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

/** Exit code, last line and named failures of a run of these files, with a configuration that may be given. */
function run(files: Readonly<Record<string, string>>, config = '{}') {
  const imports = "import { afterAll, beforeAll, describe, expect, it } from 'vitest'\n"
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, `${name}.test.ts`), imports + text)
  writeFileSync(join(root, 'vitest.config.ts'), `export default { test: ${config} }`)
  const args = ['--root', root, '--reporter', join(repository, '.ci/totals-reporter.ts')]
  const vitest = join(repository, 'node_modules/vitest/vitest.mjs')
  const { status, stdout } = spawnSync(process.execPath, [vitest, 'run', ...args], { cwd: root, encoding: 'utf8' })
  const lines = stdout.trimEnd().split('\n')
  const failures = lines.filter((one) => one.startsWith('failed: ')).map((one) => one.slice('failed: '.length))
  // Nothing stands between them and the totals.
  expect(lines.slice(-1 - failures.length, -1)).toEqual(failures.map((failure) => `failed: ${failure}`))
  return { status, line: lines.at(-1), failures }
}

const fine = "it('is fine', () => {})\n"
const broken = "throw new Error('broken')"

it('counts what passed, failed, and was left out on purpose', () => {
  const text = `${fine}it('fails', () => { ${broken} })\nit.skip('waits', () => {})\nit.todo('comes')\n`
  const leftOut = `describe.skipIf(true)('later', () => { beforeAll(() => { ${broken} })\n${fine}${fine} })`
  expect(run({ a: text, b: fine + leftOut })).toEqual({
    status: 1,
    line: '2 passed, 1 failed, 4 skipped',
    failures: ['a.test.ts > fails: broken'],
  })
})

it('counts a run without failures', () => {
  expect(run({ a: fine, b: `${fine}it.skip('waits', () => {})` })).toEqual({
    status: 0,
    line: '2 passed, 0 failed, 1 skipped',
    failures: [],
  })
})

it('counts every test as failed whose suite could not start, but not those left out on purpose', () => {
  const inner = `describe('inner', () => { ${fine}it.skip('waits', () => {})\n })`
  const suite = `describe('outer', () => { beforeAll(() => { ${broken} })\n${fine}${fine}${inner} })\n${fine}`
  expect(run({ a: suite })).toEqual({
    status: 1,
    line: '1 passed, 3 failed, 1 skipped',
    failures: ['a.test.ts > outer: broken'],
  })
})

it('counts a file whose tests cannot start for each of them, and one that cannot be loaded once', () => {
  const hooks = `beforeAll(() => { ${broken} })\n${fine}${fine}`
  expect(run({ a: hooks, b: broken, c: fine })).toEqual({
    status: 1,
    line: '1 passed, 3 failed, 0 skipped',
    failures: ['a.test.ts: broken', 'b.test.ts: broken'],
  })
})

it('counts a suite that fails after its tests passed', () => {
  const suite = `describe('outer', () => { afterAll(() => { ${broken} })\n${fine} })`
  expect(run({ a: suite })).toEqual({
    status: 1,
    line: '1 passed, 1 failed, 0 skipped',
    failures: ['a.test.ts > outer: broken'],
  })
})

it('counts an error outside of any test', () => {
  const stray = "it('leaves something behind', () => { Promise.reject(new Error('stray')) })"
  expect(run({ a: stray })).toEqual({
    status: 1,
    line: '1 passed, 1 failed, 0 skipped',
    failures: ['outside of any test: stray'],
  })
})

it('counts a test as failed that ends its process', () => {
  const { status, line, failures } = run({
    a: `${fine}it('dies', async () => { process.kill(process.pid, 'SIGKILL')
    await new Promise(() => {}) })`,
  })
  expect(status).toBe(1)
  expect(line).toMatch(/^\d passed, [1-9] failed, 0 skipped$/)
  expect(failures.join('\n')).toContain('a.test.ts > dies: did not end')
})

it('never reads as success when nothing could run', () => {
  writeFileSync(join(root, 'setup.ts'), `export default () => { ${broken} }`)
  expect(run({ a: fine }, "{ globalSetup: ['setup.ts'] }")).toEqual({
    status: 1,
    line: '0 passed, 1 failed, 0 skipped',
    failures: ['a.test.ts: did not run'],
  })
})

it('names project, suites and title, and tells in one line what was thrown', () => {
  const thrown = "throw new Error('timed out\\n  last state: \\x1b[31mcold\\x1b[39m')"
  const text = `describe('kettle', () => { it('boils', () => { ${thrown} }) })`
  expect(run({ a: text }, "{ projects: [{ test: { name: 'unit' } }] }").failures).toEqual([
    'unit a.test.ts > kettle > boils: timed out last state: cold',
  ])
})

it('shortens what is long, and counts what would make the list long', () => {
  const text = `it.each(Array.from({ length: 50 }, (_, index) => index))('%i ${'t'.repeat(200)}', () => {
    throw new Error('e'.repeat(5000))
  })`
  const { line, failures } = run({ a: text })
  const place = `a.test.ts > 0 ${'t'.repeat(200)}`.slice(0, 159)
  expect(line).toBe('0 passed, 50 failed, 0 skipped')
  expect(failures).toHaveLength(40)
  expect(failures[0]).toBe(`${place}…: ${'e'.repeat(77)}…`)
  expect(failures.at(-1)).toBe('and 11 more')
})
