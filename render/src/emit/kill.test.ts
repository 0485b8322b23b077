import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeGeneratedApps } from '../../bench/generated-apps.ts'
import { main } from '../cli/main.ts'
import { capturedIo } from '../cli/testing/captured-io.ts'
import { emit } from './emit.ts'
import { sampleTree } from './testing/sample-tree.ts'
import { snapshot } from './testing/snapshot.ts'

type Objects = Record<string, string>
type Trees = Record<string, Objects>
type Whole = Record<string, string>

const repository = fileURLToPath(new URL('../../..', import.meta.url))
let folder: string
let program: string
let apps: string
beforeAll(async () => {
  // Inside the repository, or the packages that a definition needs would not be found.
  mkdirSync(join(repository, '.cache'), { recursive: true })
  folder = mkdtempSync(join(repository, '.cache/kill-'))
  apps = writeGeneratedApps(folder, 3)
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

let roots = 0
/** A made-up repository, with `dist/` in it. */
const freshRoot = () => join(folder, `root-${roots++}`)
const distOf = (root: string) => join(root, 'dist')
const write = (root: string, trees: Trees) =>
  emit({
    outDir: distOf(root),
    trees: new Map(Object.entries(trees).map(([cluster, objects]) => [cluster, sampleTree(objects)])),
    complete: true,
    allowRemovals: true,
  })
/** What the emitter makes of `trees` where there was nothing. */
const expected = async (trees: Trees): Promise<Whole> => {
  const root = freshRoot()
  await write(root, trees)
  return snapshot(distOf(root))
}
const start = (root: string, trees: Trees, step = -1, what = 'kill'): ChildProcess =>
  spawn(process.execPath, [program, distOf(root), JSON.stringify(trees), `${step}`, what], { stdio: 'ignore' })
const ending = async (child: ChildProcess) => (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]

/** Commands that have nothing to do with the tree that was being written, or only read it. */
const commands = (root: string): string[][] => [
  ['check', '--apps', apps],
  ['synth', '--check', '--apps', apps],
  ['diff', '--base', distOf(root), '--head', distOf(root)],
  ['report', '--apps', apps, '--out', join(root, 'report.html')],
  ['images', 'verify'],
]
async function runCommand(root: string, number: number): Promise<string> {
  const all = commands(root)
  const { io, output } = capturedIo({ cwd: root, root })
  await main(all[number % all.length] as string[], io)
  return output.stderr
}

const partOf = (whole: Whole, cluster: string): Whole =>
  Object.fromEntries(Object.entries(whole).filter(([path]) => path.startsWith(`${cluster}/`)))
const left = (root: string) => {
  const work = join(distOf(root), '.ainur')
  return existsSync(work) ? readdirSync(work) : []
}

const runs: { readonly what: string; readonly before: Trees; readonly after: Trees }[] = [
  { what: 'changes a tree', before: { lab: old }, after: { lab: next } },
  { what: 'writes the first tree', before: {}, after: { lab: next } },
  { what: 'changes two trees', before: { lab: old, zoo: old }, after: { lab: next, zoo: next } },
  { what: 'takes a tree away', before: { lab: old, zoo: old }, after: { zoo: old } },
]

describe.each(runs)('a run that $what', ({ before, after }) => {
  const clusters = Object.keys({ ...before, ...after })
  const arrange = async () => {
    const root = freshRoot()
    mkdirSync(root)
    await write(root, before)
    return { origin: root, oldWhole: snapshot(distOf(root)), newWhole: await expected(after) }
  }
  const copyOf = (origin: string) => {
    const root = freshRoot()
    cpSync(origin, root, { recursive: true })
    return root
  }
  /** Two at a time: a child is mostly starting up. */
  const atEachStep = async (stops: (step: number) => Promise<boolean>) => {
    let step = 0
    for (;;) {
      const stopped = await Promise.all([stops(step), stops(step + 1)])
      if (!stopped[1]) return
      step += 2
    }
  }

  it('leaves trees that any command finds or makes whole, and tells of, wherever it is killed', async () => {
    const { origin, oldWhole, newWhole } = await arrange()
    const seen = { old: 0, new: 0, gap: 0 }
    await atEachStep(async (step) => {
      const root = copyOf(origin)
      const [code, signal] = await ending(start(root, after, step))
      if (code === 0) return false
      expect(signal).toBe('SIGKILL')

      const killed = snapshot(distOf(root))
      const remains = left(root)
      const stderr = await runCommand(root, step)
      const whole = snapshot(distOf(root))
      for (const cluster of clusters) {
        const [was, is] = [partOf(oldWhole, cluster), partOf(newWhole, cluster)]
        if (existsSync(join(origin, 'dist', cluster)) && Object.keys(partOf(killed, cluster)).length === 0) seen.gap++
        else expect([was, is], `${cluster}, killed before call ${step}`).toContainEqual(partOf(killed, cluster))
        expect([was, is], `${cluster}, after call ${step} and a command`).toContainEqual(partOf(whole, cluster))
      }
      seen[JSON.stringify(whole) === JSON.stringify(newWhole) ? 'new' : 'old']++
      expect(Object.keys(whole).filter((path) => !clusters.some((name) => path.startsWith(`${name}/`)))).toEqual([])
      const told = expect(stderr, `killed before call ${step}, which left ${remains}`)
      if (remains.length > 0) told.toContain('an earlier run was stopped while it wrote; ')
      else told.not.toContain('an earlier run')
      return true
    })
    expect(seen.old).toBeGreaterThan(2)
    expect(seen.new).toBeGreaterThan(2)
    // Between two renames a tree is in neither place: the tests above must have seen that.
    const swaps = Object.keys(before).length === 0 ? 0 : clusters.length
    if (Object.keys(after).length === clusters.length) expect(seen.gap).toBe(swaps)
  })

  it.each(['fail', 'fail-on'])('leaves whole trees when a call fails (%s), and the next run clears up', async (way) => {
    const { origin, oldWhole, newWhole } = await arrange()
    await atEachStep(async (step) => {
      const root = copyOf(origin)
      const [code, signal] = await ending(start(root, after, step, way))
      expect(signal).toBe(null)
      await write(root, before)
      expect(snapshot(distOf(root)), `call ${step}`).toEqual(oldWhole)
      await write(root, after)
      expect(snapshot(distOf(root)), `call ${step}`).toEqual(newWhole)
      return code !== 0
    })
  })
})

it('leaves a whole tree when killed at any moment', async () => {
  const many = (text: string): Trees => ({
    lab: Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`ConfigMap a/m${i}`, text])),
  })
  const root = freshRoot()
  mkdirSync(root)
  await write(root, many('0'))
  let current = snapshot(distOf(root))
  let killed = 0
  for (let round = 1; round <= 12; round++) {
    const following = await expected(many(`${round}`))
    const child = start(root, many(`${round}`))
    const timer = setTimeout(() => child.kill('SIGKILL'), 40 + round * 8)
    const [code, signal] = await ending(child)
    clearTimeout(timer)
    if (signal) killed++
    else expect(code).toBe(0)
    await runCommand(root, round)
    const recovered = snapshot(distOf(root))
    expect([current, following], `round ${round}`).toContainEqual(recovered)
    current = recovered
  }
  expect(killed).toBeGreaterThan(0)
})

it('lets concurrent runs take turns', async () => {
  const trees = [{ lab: old }, { lab: next }, { lab: { 'ConfigMap z/z': '' } }]
  const wholes = await Promise.all(trees.map(expected))
  const root = freshRoot()
  // Reading while another run swaps is the rare case: again and again, two runs with each tree.
  for (let round = 0; round < 10; round++) {
    const codes = await Promise.all([...trees, ...trees].map((tree) => ending(start(root, tree))))
    expect(codes.map(([code]) => code)).toEqual([0, 0, 0, 0, 0, 0])
    expect(wholes).toContainEqual(snapshot(distOf(root)))
  }
})

it('is not fooled by Git: what a killed run leaves ignores itself', async () => {
  const root = freshRoot()
  mkdirSync(root)
  await write(root, { lab: old })
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: root, encoding: 'utf8' })
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'tree')
  await ending(start(root, { lab: next }, 12))
  expect(left(root)).toContain('lab.next')
  expect(git('status', '--porcelain').stdout).toBe('')
})
