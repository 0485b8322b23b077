import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { emit } from './emit.ts'
import { exchange } from './exchange.ts'
import { groupRuns } from './testing/group-runs.ts'
import { sampleTree } from './testing/sample-tree.ts'
import { snapshot } from './testing/snapshot.ts'

type Objects = Record<string, string>

let folder: string
let program: string
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kill-')))
  program = join(folder, 'emit.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('testing/emit-process.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'error',
    // Packages in the bundle that are CommonJS ask for modules of Node's own.
    banner: { js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)" },
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const old: Objects = { 'ConfigMap a/one': '1', 'ConfigMap a/two': '2', 'ConfigMap b/three': '3', 'ConfigMap c/x': '' }
const next: Objects = { 'ConfigMap a/one': 'changed', 'ConfigMap b/three': '3', 'ConfigMap d/new': '4' }

/** The step that brings the new tree: until there, both ways of doing so take the same steps. */
let stepOfSwap = 0
let outputs = 0
const freshOutput = () => join(folder, `out-${outputs++}`)
const write = (outDir: string, objects: Objects) =>
  emit({ outDir, trees: new Map([['lab', sampleTree(objects)]]), allowRemovals: true })
/** What the emitter makes of `objects` in an empty folder. */
const expected = async (objects: Objects) => {
  const outDir = freshOutput()
  await write(outDir, objects)
  return snapshot(join(outDir, 'lab'))
}
const start = (outDir: string, objects: Objects, step: number, way = 'swap', env = process.env): ChildProcess =>
  spawn(process.execPath, [program, outDir, JSON.stringify({ lab: objects }), `${step}`, way], {
    stdio: 'inherit',
    env,
    // A group of its own, which the program that swaps directories belongs to as well.
    detached: true,
  })
const ending = async (child: ChildProcess) => (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
/** The program that swaps directories outlives a killed run for a moment: until then a reader may see both trees. */
const endingOfAll = ({ pid = 0 }: ChildProcess) => vi.waitUntil(() => !groupRuns(pid), { timeout: 60_000, interval: 5 })
/** A run that has nothing to do with the cluster, but finishes what another began. */
const recover = (outDir: string) => emit({ outDir, trees: new Map([['other', sampleTree({})]]) })

describe.each([
  { way: 'swap', from: old },
  { way: 'rename', from: old },
  { way: 'swap', from: null },
])('a run that is killed ($way, from $from)', ({ way, from }) => {
  it('leaves the old or the new tree at every step, and the next run clears the rest', async () => {
    const start0 = freshOutput()
    if (from) await write(start0, from)
    const before = snapshot(join(start0, 'lab'))
    const after = await expected(next)
    const seen = { old: 0, new: 0, gap: 0 }
    const dieAt = async (step: number): Promise<boolean> => {
      const outDir = freshOutput()
      if (from) cpSync(start0, outDir, { recursive: true })
      const [code, signal] = await ending(start(outDir, next, step, way))
      if (code === 0) return false
      expect(signal).toBe('SIGKILL')

      const left = snapshot(join(outDir, 'lab'))
      if (from && Object.keys(left).length === 0) seen.gap++
      else expect([before, after], `step ${step}, before recovery`).toContainEqual(left)

      await recover(outDir)
      const recovered = snapshot(join(outDir, 'lab'))
      expect([before, after], `step ${step}, after recovery`).toContainEqual(recovered)
      seen[JSON.stringify(recovered) === JSON.stringify(before) ? 'old' : 'new']++
      expect(readdirSync(outDir).filter((name) => name !== 'lab')).toEqual(['other'])
      return true
    }
    // Two at a time: a child is mostly starting up.
    const first = way === 'rename' ? Math.max(0, stepOfSwap - 3) : 0
    for (let step = first; ; step += 2) {
      const died = await Promise.all([dieAt(step), dieAt(step + 1)])
      if (!died[1]) break
    }
    if (way === 'swap' && from) stepOfSwap = seen.old - 1
    expect(seen.old).toBeGreaterThan(way === 'rename' ? 1 : 8)
    expect(seen.new).toBeGreaterThan(2)
    // Where directories can be swapped in one step, not even one instant is without a tree.
    expect(seen.gap).toBe(way === 'rename' ? 1 : 0)
  })
})

it('swaps directories in one step on this machine, or the kill tests above would not show what they claim', () => {
  const [a, b] = [freshOutput(), freshOutput()]
  spawnSync('mkdir', [a, b])
  expect(exchange(a, b)).toBe(process.platform === 'linux')
})

it('leaves the old or the new tree when killed at any moment', async () => {
  const many = (text: string) => Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`ConfigMap a/m${i}`, text]))
  const outDir = freshOutput()
  await write(outDir, many('0'))
  let current = snapshot(join(outDir, 'lab'))
  let killed = 0
  for (let round = 1; round <= 12; round++) {
    const following = await expected(many(`${round}`))
    const child = start(outDir, many(`${round}`), -1)
    const timer = setTimeout(() => child.kill('SIGKILL'), 40 + round * 8)
    const [code, signal] = await ending(child)
    clearTimeout(timer)
    if (signal) killed++
    else expect(code).toBe(0)
    // Every other time the next run comes before the program that swaps is gone.
    if (round % 2 === 0) {
      await endingOfAll(child)
      expect([current, following], `round ${round}, before recovery`).toContainEqual(snapshot(join(outDir, 'lab')))
    }
    await recover(outDir)
    await endingOfAll(child)
    const recovered = snapshot(join(outDir, 'lab'))
    expect([current, following], `round ${round}, after recovery`).toContainEqual(recovered)
    current = recovered
    expect(readdirSync(outDir).sort()).toEqual(['lab', 'other'])
  }
  expect(killed).toBeGreaterThan(0)
})

it('swaps nothing any more when the run has been killed whose swap it was', async () => {
  const outDir = freshOutput()
  await write(outDir, old)
  const before = snapshot(join(outDir, 'lab'))
  // Programs that stand still before they swap.
  const slow = join(folder, 'slow')
  mkdirSync(slow)
  for (const name of ['perl', 'mv']) {
    const script = `#!/bin/sh\n: > ${slow}/begun\nwhile [ ! -e ${slow}/go ]; do sleep 0.01; done\nPATH=\${PATH#*:} exec ${name} "$@"\n`
    writeFileSync(join(slow, name), script)
    chmodSync(join(slow, name), 0o755)
  }
  const child = start(outDir, next, -1, 'swap', { ...process.env, PATH: `${slow}:${process.env.PATH}` })
  const ended = ending(child)
  await vi.waitUntil(() => existsSync(join(slow, 'begun')), { timeout: 60_000 })
  child.kill('SIGKILL')
  await ended
  writeFileSync(join(slow, 'go'), '')
  await endingOfAll(child)
  expect(snapshot(join(outDir, 'lab'))).toEqual(before)
})

it('lets concurrent runs take turns', async () => {
  const trees = [old, next, { 'ConfigMap z/z': '' }]
  const wholes = await Promise.all(trees.map(expected))
  const outDir = freshOutput()
  const codes = await Promise.all(trees.map((tree) => ending(start(outDir, tree, -1))))
  expect(codes.map(([code]) => code)).toEqual([0, 0, 0])
  expect(wholes).toContainEqual(snapshot(join(outDir, 'lab')))
  expect(readdirSync(outDir)).toEqual(['lab'])
})

it('is not fooled by Git: what a killed run leaves ignores itself', async () => {
  const outDir = freshOutput()
  await write(outDir, old)
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: outDir,
      encoding: 'utf8',
    })
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'tree')
  await ending(start(outDir, next, 12))
  expect(readdirSync(outDir)).toContain('.ainur')
  expect(git('status', '--porcelain').stdout).toBe('')
})
