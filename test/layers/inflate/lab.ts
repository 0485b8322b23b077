import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseImageReference } from '@ainur/constructs/image-reference'
import { type ClusterResult, renderClusters } from '@ainur/render'
import { describeMissing, ensureAssets } from '../../src/assets/ensure-assets.ts'
import { helmCatalogue } from '../../src/assets/helm-catalogue.ts'
import { skipReason } from '../../src/layers/runnable.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

/** Why this layer cannot run here; in CI it throws instead. */
export const skipped = await skipReason('inflate', {
  name: 'process',
  unavailable: () => describeMissing({ modules: helmCatalogue }),
})

/** A repository with one cluster, and a cache of its own. */
export class Lab {
  readonly root: string
  readonly helm: string
  readonly env: NodeJS.ProcessEnv

  private constructor(helm: string) {
    // Inside the repository, or its packages would not be found.
    mkdirSync(join(repository, '.cache'), { recursive: true })
    this.root = mkdtempSync(join(repository, '.cache/inflate-'))
    this.helm = helm
    this.env = { ...process.env, AINUR_HELM: helm, XDG_CACHE_HOME: join(this.root, 'cache') }
  }

  static async start(): Promise<Lab> {
    const { helm } = (await ensureAssets({ modules: helmCatalogue })) as unknown as { helm: string }
    return new Lab(helm)
  }

  /** Packages a folder with a chart into `charts/`, and returns the archive's SHA-256. */
  pack(folder: string, version?: string): string {
    const charts = join(this.root, 'charts')
    mkdirSync(charts, { recursive: true })
    const versions = version ? ['--version', version, '--app-version', version] : []
    const said = execFileSync(this.helm, ['package', folder, '--destination', charts, ...versions], {
      encoding: 'utf8',
      env: this.env,
    })
    const file = said.trim().split(' ').at(-1) ?? ''
    return createHash('sha256').update(readFileSync(file)).digest('hex')
  }

  /** Declares images as running on `platforms`. */
  lockImages(images: Readonly<Record<string, readonly string[]>>): void {
    const entries = Object.entries(images).map(([reference, platforms]) => [
      reference,
      { tag: parseImageReference(reference).tag, platforms, source: 'declared', upstream: 'https://example.com' },
    ])
    writeFileSync(join(this.root, 'images.lock.json'), JSON.stringify({ images: Object.fromEntries(entries) }))
  }

  /**
   * Renders a cluster of a Pi and a mini PC whose apps are `body`: statements in which `cluster` is the tree, and which
   * may use everything that `@ainur/constructs` exports as `lab`.
   */
  async render(body: string, env: NodeJS.ProcessEnv = this.env): Promise<ClusterResult> {
    const [result] = await renderClusters({ appsDir: this.write(body), env })
    if (!result) throw new Error('no cluster was rendered')
    return result
  }

  /**
   * Writes a definition as `render` takes it into an `apps` folder, and returns that.
   *
   * @param apps the folder. @default one of its own each time: a process loads a module only once
   */
  write(body: string, apps = mkdtempSync(join(this.root, 'apps-'))): string {
    mkdirSync(join(apps, 'lab'), { recursive: true })
    writeFileSync(join(apps, 'lab/index.ts'), clusterSource(body))
    return apps
  }

  /** Runs the `ainur` command, as users do, and returns what it prints. */
  ainur(...args: string[]): { readonly exitCode: number; readonly said: string } {
    const command = [join(repository, 'render/bin/ainur.mjs'), ...args]
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: this.root,
      env: this.env,
      encoding: 'utf8',
    })
    return { exitCode: status ?? -1, said: stdout || stderr }
  }

  end(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** One line for each error, and each finding of the rules that are about charts. */
export function errorsOf({ findings }: ClusterResult): string[] {
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`)
}

/** Objects of an app, by `Kind name`. */
export function objectsOf({ rendering }: ClusterResult, app: string) {
  const own = rendering?.objects.filter((each) => each.app === app) ?? []
  return Object.fromEntries(own.map(({ object }) => [`${object.kind} ${object.metadata.name}`, object]))
}

function clusterSource(body: string): string {
  return `
import * as lab from '@ainur/constructs'
const disks = [{ id: 'nvme-A', kind: 'nvme', purpose: 'os', sizeGB: 256 }] as const
const definition = lab.defineCluster({
  name: 'lab', domain: 'lab.home.arpa', git: { url: 'https://github.com/example/lab.git' },
  kubernetes: { distribution: 'k3s', version: 'v1.36.3+k3s1' },
  network: { subnet: '10.0.0.0/24', gateway: '10.0.0.1', dns: ['10.0.0.1'], controlPlaneVip: '10.0.0.10', servicePool: '10.0.0.200-10.0.0.209' },
  nodes: [
    { name: 'one', hardware: 'mini-pc', machine: { architecture: 'amd64', cores: 4, memoryGB: 16 }, role: 'server', address: '10.0.0.11', disks },
    { name: 'two', hardware: 'raspberry-pi-5-8gb', role: 'agent', address: '10.0.0.12', disks: [{ ...disks[0], id: 'nvme-B' }] },
  ],
  identity: { admins: ['a@lab.home.arpa'], users: [{ email: 'a@lab.home.arpa', username: 'a', id: '6f1d3c0e-9a53-4c1e-8f7b-2b5a7c9d4e10' }] },
})
export default function build() {
  const cluster = new lab.ClusterTree(definition)
  new lab.Namespaces(cluster, 'namespaces')
  ${body}
  return cluster
}
`
}
