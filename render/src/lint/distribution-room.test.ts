import { distributionIds } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import { distributionLeaks } from './distribution-room.ts'
import { repositorySources } from './testing/repository-sources.ts'

describe('the room of the distributions', () => {
  it('keeps what is special about each to itself in this repository', () => {
    const files = repositorySources()
    expect(files.filter(({ path }) => path.startsWith('constructs/src/distribution/')).length).toBeGreaterThan(10)
    expect(distributionLeaks(files, distributionIds)).toEqual([])
  })

  it.each([
    ['render/src/plan/a.ts', "if (distribution === 'k3s') return []", 'names k3s'],
    ['constructs/src/systems/dex/a.ts', 'const word = "talos"', 'names talos'],
    ['constructs/src/cluster/a.ts', 'v.picklist([`kubeadm`])', 'names kubeadm'],
    ['constructs/src/distribution/k3s/a.ts', "import { parse } from '../../cluster/addresses.ts'", 'nothing but types'],
    ['constructs/src/distribution/a.ts', "import semver from 'semver'", 'nothing but types'],
    ['constructs/src/distribution/a.ts', "export { a } from '../app/app.ts'", 'nothing but types'],
  ])('is broken open where %s says %s', (path, text, complaint) => {
    expect(distributionLeaks([{ path, text }], distributionIds)).toEqual([expect.stringContaining(complaint)])
  })

  it.each([
    ['apps/mine/cluster.ts', "kubernetes: { distribution: 'k3s' }"],
    ['render/src/plan/a.test.ts', "testCluster('talos')"],
    ['constructs/src/cluster/fixtures/a.ts', "'kubernetes.distribution': 'talos'"],
    ['constructs/src/systems/omni/generated/a.ts', "{ enum: ['talos'] }"],
    ['constructs/src/systems/omni/a.ts', '/** Makes Talos clusters; see the README of k3s. */'],
    ['constructs/src/distribution/k3s/a.ts', "import type { Taint } from '../../cluster/node-types.ts'"],
    [
      'constructs/src/distribution/k3s/a.ts',
      "import { clusterScoped } from '../kubernetes.ts'\nexport const id = 'k3s'",
    ],
  ])('is not where %s says %s', (path, text) => {
    expect(distributionLeaks([{ path, text }], distributionIds)).toEqual([])
  })
})
