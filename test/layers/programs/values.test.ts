import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { skipReason } from '../../src/layers/runnable.ts'
import { programProvider } from '../../src/programs/program-cluster.ts'
import { type ClusterTreeUnderTest, loadClusterTrees } from '../../src/tree/load-cluster-trees.ts'
import { chartFolder, releaseOf, renderRelease } from './release.ts'
import { unknownValues } from './unknown-values.ts'

const skipped = await skipReason('programs', programProvider)

/** Helm holds values against the schema that lies in the chart. Those of Argo CD and Traefik are in no registry. */
describe.skipIf(skipped).each(['cert-manager', 'trust-manager'])('the values of %s', (name) => {
  const directory = mkdtempSync(join(tmpdir(), 'values-'))
  let tree: ClusterTreeUnderTest

  beforeAll(async () => {
    tree = (await loadClusterTrees({ only: 'ainur' }))[0] as ClusterTreeUnderTest
  })
  afterAll(() => rmSync(directory, { recursive: true }))

  it('are all known to the chart of the pinned version', async () => {
    const objects = await renderRelease(releaseOf(tree.applications, name), directory)
    expect(objects.filter(({ kind }) => kind === 'Deployment').length).toBeGreaterThan(0)
  })

  it('leave every pod announcing its metrics, at a port of its own', async () => {
    const objects = await renderRelease(releaseOf(tree.applications, name), directory)
    for (const { metadata, spec } of objects.filter(({ kind }) => kind === 'Deployment')) {
      const { annotations = {} } = spec.template.metadata
      const ports = spec.template.spec.containers.flatMap(({ ports = [] }) => ports)
      expect(annotations, metadata.name).toMatchObject({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9402' })
      expect(ports, metadata.name).toContainEqual(expect.objectContaining({ containerPort: 9402 }))
    }
  })

  it('have no name that the chart would pass over in silence', async () => {
    const release = releaseOf(tree.applications, name)
    const schema = JSON.parse(readFileSync(join(await chartFolder(release), 'values.schema.json'), 'utf8'))
    expect(unknownValues(schema, release.values)).toEqual([])
    // Helm takes this one.
    const misspelt = { ...release.values, global: { rbac: { creat: false } } }
    await renderRelease({ ...release, values: misspelt }, directory)
    expect(unknownValues(schema, misspelt)).toEqual(['global.rbac.creat'])
  })

  it.each([
    ['a key that the chart does not know', { replicas: 2 }, 'replicas'],
    ['another type', { crds: { enabled: 'yes' } }, 'enabled'],
    ['a key below one that it knows', { crds: { enable: true } }, 'enable'],
  ])('would be refused with %s', async (_, wrong, said) => {
    const release = releaseOf(tree.applications, name)
    const values = { ...release.values, ...wrong }
    await expect(renderRelease({ ...release, values }, directory)).rejects.toThrow(
      new RegExp(`values don't meet the specifications of the schema[^]*${said}`),
    )
  })
})
