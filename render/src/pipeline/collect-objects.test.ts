import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { App, ClusterTree, place, preferArm64 } from '@ainur/constructs'
import { ApiObject } from 'cdk8s'
import { describe, expect, it } from 'vitest'
import { testCluster } from '../../../constructs/src/app/testing/test-cluster.ts'
import { collectObjects } from './collect-objects.ts'

const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), '../../..')

class Web extends App {
  constructor(tree: ClusterTree) {
    super(tree, 'web')
    const config = new ApiObject(this, 'config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'web' },
      data: { a: '1' },
    })
    place(config, preferArm64)
  }
}

describe('collectObjects', () => {
  it('gives plain objects with their app, policies and the file that made them', () => {
    const { objects } = collectObjects(new Web(new ClusterTree(testCluster())), repositoryRoot)
    expect(objects[0]?.madeAt?.()?.file).toBe(fileURLToPath(import.meta.url))
    expect(objects).toEqual([
      {
        app: 'web',
        object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { a: '1' } },
        policies: [preferArm64],
        origin: { constructPath: 'web/config', sourceFile: 'render/src/pipeline/collect-objects.test.ts' },
        madeAt: expect.any(Function),
      },
    ])
  })
})
