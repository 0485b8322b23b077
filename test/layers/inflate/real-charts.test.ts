import { chmodSync, cpSync, mkdtempSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ClusterResult } from '@ainur/render'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certManagerUpstream } from '../../../constructs/src/systems/cert-manager/upstream.ts'
import { trustManagerUpstream } from '../../../constructs/src/systems/trust-manager/upstream.ts'
import imageLock from '../../../images.lock.json' with { type: 'json' }
import { errorsOf, Lab, objectsOf, skipped } from './lab.ts'
import { moduleFolder } from './module-folder.ts'

const charts = [
  { id: 'cert-manager', module: 'github.com/cert-manager/cert-manager', version: certManagerUpstream.version },
  { id: 'trust-manager', module: 'github.com/cert-manager/trust-manager', version: trustManagerUpstream.version },
]

describe.skipIf(skipped)('the charts of cert-manager and trust-manager, packed from their own sources', () => {
  let lab: Lab
  let result: ClusterResult

  beforeAll(async () => {
    lab = await Lab.start()
    lab.lockImages(
      Object.fromEntries(Object.entries(imageLock.images).map(([image, { platforms }]) => [image, platforms])),
    )
    const digests: string[] = []
    for (const { id, module, version } of charts) {
      const folder = join(mkdtempSync(join(lab.root, 'source-')), id)
      cpSync(join(await moduleFolder(module, version), 'deploy/charts', id), folder, { recursive: true })
      writable(folder)
      digests.push(lab.pack(folder, version))
    }
    const [certManager, trustManager] = digests.map((sha256) =>
      JSON.stringify({ release: { render: 'inflate', sha256 } }),
    )
    result = await lab.render(`
      const certManager = new lab.CertManager(cluster, 'cert-manager', ${certManager})
      const trustManager = new lab.TrustManager(cluster, 'trust-manager', { certManager, ...${trustManager} })
      new lab.LabPki(cluster, 'lab-pki', { certManager, trustManager })
    `)
  })
  afterAll(() => lab?.end())

  it('pass every check as objects of the tree', () => {
    expect(errorsOf(result)).toEqual([])
    expect(Object.keys(objectsOf(result, 'cert-manager')).length).toBeGreaterThan(40)
  })

  it('make exactly what their releases declare while Argo CD renders them', () => {
    expect(
      result.rendering?.apps.flatMap(({ inflations }) => inflations.map(({ release }) => release.contents)),
    ).toEqual([
      expect.objectContaining({ workloads: expect.any(Array) }),
      expect.objectContaining({ workloads: expect.any(Array) }),
    ])
    expect(result.findings.filter(({ rule }) => rule === 'release-declaration')).toEqual([])
  })

  it('bring their definitions before their own custom resources, and in an earlier app than those of others', () => {
    const objects = objectsOf(result, 'trust-manager')
    expect(objects['CustomResourceDefinition bundles.trust.cert-manager.io']?.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-wave': '-1',
    })
    expect(objects).toHaveProperty(['Certificate trust-manager'])
    const wave = (app: string) => result.rendering?.waves.get(app) ?? 0
    expect(wave('cert-manager')).toBeLessThan(wave('trust-manager'))
    expect(wave('trust-manager')).toBeLessThan(wave('lab-pki'))
  })

  it('need no source of their own: their project allows the repository of the tree alone', () => {
    const project = result.applications.find(
      ({ metadata, kind }) => kind === 'AppProject' && metadata.name === 'system-addons',
    )
    expect(project?.spec.sourceRepos).toEqual(['https://github.com/example/lab.git'])
  })
})

/** Makes a copy of a Go module's files writable: they are read-only, folders included, and could not be removed. */
function writable(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) writable(join(folder, entry.name))
  }
}
