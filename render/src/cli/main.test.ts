import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeGeneratedApps } from '../../bench/generated-apps.ts'
import { snapshot } from '../emit/testing/snapshot.ts'
import type { Io } from './io.ts'
import { main } from './main.ts'
import { capturedIo } from './testing/captured-io.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

let folder: string
let clusters = 0
beforeEach(() => {
  // Inside the repository, or its packages would not be found.
  mkdirSync(join(repository, '.cache'), { recursive: true })
  folder = mkdtempSync(join(repository, '.cache/cli-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const ainur = (...args: string[]) => ainurWith({}, ...args)

async function ainurWith(io: Partial<Io>, ...args: string[]) {
  const captured = capturedIo({ cwd: folder, root: repository, ...io })
  const exitCode = await main(args, captured.io)
  return { exitCode, ...captured.output }
}

/** A cluster `generated` with so many ConfigMaps; returns the arguments that read it and write beside it. */
function cluster(objects: number, edit: (source: string) => string = (source) => source): string[] {
  // A folder of its own for each: a module that was imported stays as it was.
  const apps = writeGeneratedApps(join(folder, `${clusters++}`), objects)
  const file = join(apps, 'generated/index.ts')
  writeFileSync(file, edit(readFileSync(file, 'utf8')))
  return ['--apps', apps, '--out', 'dist']
}
const tree = () => snapshot(join(folder, 'dist'))
const checkArgs = (args: string[]) => args.slice(0, 2)

describe('ainur synth', () => {
  it('writes the tree and says what is in it', async () => {
    const { exitCode, stdout, stderr } = await ainur('synth', ...cluster(3))
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(
      /^generated {2}\d+ objects, 2 apps, 2 waves\n {2}wave -?\d+ {2}namespaces\n {2}wave -?\d+ {2}app-0\n/,
    )
    expect(stdout).toMatch(/one {2}[█░]{10} {2}0\.\d\/3\.\d cores {2}[█░]{10} {2}0\.\d\/\d\.\d GiB {2}\d+ pods/)
    expect(stdout).toContain('dist/generated: ')
    expect(Object.keys(tree())).toEqual(
      expect.arrayContaining([
        'generated/root.yaml',
        'generated/index.json',
        'generated/applications/Application-app-0.yaml',
        'generated/apps/app-0/ConfigMap-config-2.yaml',
      ]),
    )
    const again = await ainur('synth', ...cluster(3))
    expect(again.stdout).toContain('dist/generated is up to date')
  })

  it('tells new files from changed and removed ones after an edit', async () => {
    await ainur('synth', ...cluster(11))
    const { stdout } = await ainur('synth', ...cluster(12))
    const marks = [...stdout.matchAll(/^ {2}([+~-]) (\S+)$/gm)].map(([, mark, path]) => `${mark} ${path}`)
    expect(marks).toEqual(['+ apps/app-0/ConfigMap-config-11.yaml', '~ index.json'])
    expect((await ainur('synth', ...cluster(11))).stdout).toContain('\n  - apps/app-0/ConfigMap-config-11.yaml\n')
  })

  it('prints only JSON with --format json', async () => {
    const args = cluster(3)
    const { exitCode, stdout, stderr } = await ainur('synth', ...args, '--format', 'json')
    const result = JSON.parse(stdout)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const files = Object.keys(tree()).filter((path) => !path.endsWith('/'))
    expect(result.clusters).toEqual([
      expect.objectContaining({
        name: 'generated',
        apps: 2,
        written: files.length,
        removed: 0,
        unchanged: 0,
        foreign: [],
      }),
    ])
    expect(result.clusters[0].objects).toBe(files.filter((path) => path.includes('/apps/')).length)
    expect(Array.isArray(result.clusters[0].findings)).toBe(true)
  })

  it('writes nothing with --check, and fails exactly while the tree is stale', async () => {
    const stale = await ainur('synth', ...cluster(3), '--check')
    expect(stale.exitCode).toBe(1)
    expect(stale.stdout).toContain('The rendered tree is stale. Run npm run synth')
    expect(tree()).toEqual({})

    await ainur('synth', ...cluster(3))
    expect((await ainur('synth', ...cluster(3), '--check')).exitCode).toBe(0)
    writeFileSync(join(folder, 'dist/generated/root.yaml'), 'tampered\n')
    const before = tree()
    expect((await ainur('synth', ...cluster(3), '--check')).exitCode).toBe(1)
    expect(tree()).toEqual(before)
  })

  it('shows mistakes of a definition, all at once and without a stack trace, and writes nothing', async () => {
    const wrong = cluster(3, (source) =>
      source.replace("'192.168.20.11'", "'10.0.0.1'").replace("role: 'server'", "role: 'agent'"),
    )
    const { exitCode, stdout, stderr } = await ainur('synth', ...wrong)
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
    expect(stdout).toMatch(/generated: [2-9] errors/)
    expect(stdout).toContain('apps/generated: nodes[0].address')
    expect(stdout).not.toMatch(/^\s+at /m)
    expect(stdout).toContain('Nothing was written.')
    expect(tree()).toEqual({})

    const json = await ainur('synth', ...wrong, '--format', 'json')
    expect(json.exitCode).toBe(1)
    expect(JSON.parse(json.stdout).clusters[0]).toMatchObject({ name: 'generated', objects: 0, written: 0 })
  })

  it('refuses to remove many objects, unless told to', async () => {
    await ainur('synth', ...cluster(30))
    const fewer = cluster(30, (source) => source.replaceAll('30', '3'))
    const refused = await ainur('synth', ...fewer)
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toMatch(
      /generated: this run would remove 27 of \d+ objects, and that is more than a quarter:/,
    )
    expect(refused.stderr).toContain('--allow-removals')
    expect((await ainur('synth', ...fewer, '--allow-removals')).exitCode).toBe(0)
    expect(Object.keys(tree())).not.toContain('generated/apps/app-0/ConfigMap-config-3.yaml')
  })

  it('leaves other clusters alone with --cluster', async () => {
    await ainur('synth', ...cluster(3))
    const index = readFileSync(join(folder, 'dist/generated/index.json'), 'utf8')
    mkdirSync(join(folder, 'dist/other'))
    writeFileSync(join(folder, 'dist/other/index.json'), index)
    expect((await ainur('synth', ...cluster(3), '--cluster', 'generated')).exitCode).toBe(0)
    expect((await ainur('synth', ...cluster(3))).exitCode).toBe(2)
    expect(Object.keys(tree())).toContain('other/index.json')
  })
})

describe('ainur check', () => {
  it('prints the findings as JSON, and fails on errors', async () => {
    const sound = await ainur('check', ...checkArgs(cluster(1)), '--format', 'json')
    expect(sound.exitCode).toBe(0)
    expect(Object.keys(JSON.parse(sound.stdout))).toEqual(['findings'])
    const wrong = cluster(1, (source) => source.replace("'192.168.20.11'", "'10.0.0.1'"))
    const { exitCode, stdout, stderr } = await ainur('check', ...checkArgs(wrong), '--format', 'json')
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
    const [finding] = JSON.parse(stdout).findings
    expect(Object.keys(finding).sort()).toEqual(['message', 'object', 'path', 'remedy', 'rule', 'severity'])
    expect(finding).toMatchObject({ severity: 'error', path: 'nodes[0].address' })
    expect(tree()).toEqual({})
  })

  it('says that all is well rather than nothing', async () => {
    const { exitCode, stdout } = await ainur('check', ...checkArgs(cluster(1)))
    expect(exitCode).toBe(0)
    expect(stdout).not.toBe('')
  })
})

describe('ainur, used wrongly', () => {
  it.each([
    [
      ['synth', '--cluster', 'genrated'],
      "--cluster 'genrated': no such cluster; did you mean 'generated'? There is: generated",
    ],
    [['synth', '--cluster', 'something-else'], "--cluster 'something-else': no such cluster. There is: generated"],
    [['synth', '--apps', 'nowhere'], 'nowhere: no such folder'],
    [
      ['synth', '--format', 'xml'],
      "option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json.",
    ],
    [['synth', '--chek'], "unknown option '--chek'\n(Did you mean --check?)"],
    [['sinth'], "unknown command 'sinth'\n(Did you mean synth?)"],
    [
      ['synth', 'lab'],
      "'lab' was given, but synth takes only options; for one cluster: npm run synth -- --cluster lab",
    ],
    [['diff', 'main'], "'main' was given, but diff takes only options; see npm run diff -- --help"],
    [['images', 'lock', 'all'], "'all' was given, but lock takes only options; see npm run images -- --help"],
  ])('explains %j and exits with 2', async (args, message) => {
    const apps = args.includes('--cluster') ? checkArgs(cluster(1)) : []
    const { exitCode, stdout, stderr } = await ainur(...args, ...apps)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  it('writes nothing when npm kept an option to itself', async () => {
    const npmOptions = new Set(['check', 'cache'])
    const { exitCode, stdout, stderr } = await ainurWith({ npmOptions }, 'synth', ...cluster(1))
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(
      'npm kept --check to itself. Write two dashes before the options: npm run synth -- --check',
    )
    expect(tree()).toEqual({})
    const other = await ainurWith({ npmOptions: new Set(['insecure']) }, 'images', 'verify')
    expect(other.stderr).toContain('npm run images -- --insecure')
  })

  it.each([
    [['synth'], 'npm run synth -- [options]'],
    [['images'], 'npm run images -- <command> [options]'],
    [['images', 'lock'], 'npm run images -- lock [options]'],
    [[], 'npm run <command> -- [options]'],
  ])('shows in the help of %j what to type', async (command, usage) => {
    const { exitCode, stdout } = await ainur(...command, '--help')
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`Usage: ${usage}\n`)
    expect(stdout).toContain('Exit code:\n  0  all is well\n')
  })

  it('wraps help for a narrow terminal', async () => {
    const { stdout } = await ainurWith({ columns: 60 }, 'diff', '--help')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60)
  })

  it('prints help on stdout when asked for it', async () => {
    const { exitCode, stdout } = await ainur('synth', '--help')
    expect(exitCode).toBe(0)
    for (const option of ['--cluster', '--check', '--out', '--format', '--allow-removals'])
      expect(stdout).toContain(option)
  })
})
