import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { satisfies } from 'semver'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const repository = fileURLToPath(new URL('../..', import.meta.url))

let root: string
beforeEach(() => {
  // Inside the repository, or its packages would not be found.
  mkdirSync(join(repository, '.cache'), { recursive: true })
  root = mkdtempSync(join(repository, '.cache/launcher-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): string {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

function run(args: readonly string[], launcher = join(repository, 'render/bin/ainur.mjs')) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], { cwd: root, encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** @see https://nodejs.org/api/typescript.html its history says since when no warning is printed */
const runsTypeScriptQuietly = satisfies(process.version, '^22.18.0 || >=24.3.0')

describe('the launcher', () => {
  it('runs the program that is named, with the arguments behind its name', () => {
    const program = `interface Gone { readonly a: string }
      import type { Missing } from './missing.ts'
      const args: readonly string[] = process.argv.slice(2)
      const where = (_?: Gone & Missing) => /program\\.ts:\\d+/.exec(new Error().stack ?? '')?.[0]
      console.log(JSON.stringify([args, where()]))`
    write('program.ts', program)
    expect(run(['program.ts', '--x', 'y.ts'])).toEqual({
      status: 0,
      stdout: `${JSON.stringify([['--x', 'y.ts'], 'program.ts:4'])}\n`,
      stderr: '',
    })
  })

  it('leaves TypeScript to Node where Node runs it without a warning, else to tsx', () => {
    // Only a real compiler makes code of an enum.
    const { stdout, stderr } = run([write('enum.ts', "enum Made { by = 'tsx' }\nconsole.log(Made.by)\n")])
    if (runsTypeScriptQuietly) expect(stderr).toContain('ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
    else expect({ stdout, stderr }).toEqual({ stdout: 'tsx\n', stderr: '' })
  })

  it('says what to do in a clone without packages', () => {
    const launcher = join(root, 'render/bin/ainur.mjs')
    cpSync(join(repository, 'render/bin'), dirname(launcher), { recursive: true })
    expect(run(['synth'], launcher)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'The packages are not installed yet: run npm ci first.\n',
    })
  })
})

/** CommonJS packages that a run of the command loaded. */
function packagesOf(...args: string[]): Set<string> {
  const tell = `import { createRequire } from 'node:module'
    const { cache } = createRequire('${repository}')
    process.on('exit', () => console.error(JSON.stringify(Object.keys(cache))))`
  const hook = `data:text/javascript,${encodeURIComponent(tell)}`
  const command = ['--import', hook, join(repository, 'render/bin/ainur.mjs'), ...args]
  const { stderr } = spawnSync(process.execPath, command, { cwd: repository, encoding: 'utf8' })
  const packages = (JSON.parse(stderr) as string[]).map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1])
  return new Set(packages.filter((name) => name !== undefined))
}

it('loads for a command what it runs, and nothing for another', () => {
  const help = packagesOf('--help')
  expect(help).toContain('commander')
  expect(help).not.toContain('cdk8s')
  const check = packagesOf('check')
  expect(check).toContain('cdk8s')
  // That of the diff; cdk8s brings its own.
  expect(check).not.toContain('yaml')
})

/** Cluster -> its index.ts, and the finding about it. */
const mistakes: Readonly<Record<string, { text: string; message: string; place: string }>> = {
  'no-typescript': {
    text: '\nconst wrong == 1\n',
    message: runsTypeScriptQuietly ? "'const' declarations must be initialized" : 'Expected ";" but found "=="',
    place: 'apps/no-typescript/index.ts:2',
  },
  'not-exported': {
    text: "\nimport { nothing } from './other.ts'\nnothing()\n",
    message: "The requested module './other.ts' does not provide an export named 'nothing'",
    place: 'apps/not-exported/index.ts:2',
  },
  'no-file': {
    text: "import './nowhere.ts'\n",
    message: 'there is no file apps/no-file/nowhere.ts',
    place: 'apps/no-file/index.ts',
  },
  'no-package': {
    text: "import 'nowhere'\n",
    message: "there is no package 'nowhere'",
    place: 'apps/no-package/index.ts',
  },
  'slip-below-types': {
    text: 'interface Gone {\n  readonly a: string\n}\nexport default (_: Gone) => {\n  return missing\n}\n',
    message: 'missing is not defined',
    place: 'apps/slip-below-types/index.ts:5',
  },
}

it('shows what is wrong in the files of a cluster at its line', () => {
  for (const [name, { text }] of Object.entries(mistakes)) {
    write(`apps/${name}/index.ts`, text)
    write(`apps/${name}/other.ts`, 'export const something = 1\n')
  }
  const { status, stdout, stderr } = run(['check', '--apps', 'apps', '--format', 'json'])
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  const found = JSON.parse(stdout).findings.map(
    ({ object, message, remedy }: { object: { name: string }; message: string; remedy: string }) => [
      object.name,
      { message, place: /^correct (.+); npm run typecheck finds most such slips at once$/.exec(remedy)?.[1] },
    ],
  )
  const expected = Object.entries(mistakes).map(([name, { message, place }]) => [name, { message, place }])
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
})

it('says of files that import each other that they do', () => {
  write('apps/circle/one.ts', "import { two } from './two.ts'\nexport const one = two + 1\n")
  write('apps/circle/two.ts', "import { one } from './one.ts'\nexport const two = one + 1\n")
  write('apps/circle/index.ts', "import { one } from './one.ts'\nexport default () => one\n")
  const { stdout } = run(['check', '--apps', 'apps', '--format', 'json'])
  expect(JSON.parse(stdout).findings).toMatchObject([
    {
      message: "Cannot access 'one' before initialization",
      remedy: expect.stringMatching(/^correct apps\/circle\/two\.ts:2; .* import each other in a circle/),
    },
  ])
})

it('says that it is not the user who is wrong when the program itself is', () => {
  write('apps/lab/index.ts', "export default () => ({ complete: new Function('null.x') })\n")
  const { status, stdout, stderr } = run(['check', '--apps', 'apps'])
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toMatch(/^This is a defect of ainur, not of your files\..*\nTypeError: .* null.*\n {4}at /)
})

it.each([
  ['ends the process', '() => process.exit(0)'],
  ['waits for ever', '() => new Promise(() => {})'],
])('does not call a run well in which an app %s', (_, build) => {
  write('apps/lab/index.ts', `export default ${build}\n`)
  const { status, stdout, stderr } = run(['check', '--apps', 'apps'])
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain('The run ended before it was finished: code in apps/ called process.exit()')
})
