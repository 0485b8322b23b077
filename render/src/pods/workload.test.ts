import { amd64Only, place } from '@ainur/constructs'
import { expect, it } from 'vitest'
import { TestApp, testRendering } from './testing/test-rendering.ts'
import { workloadsOf } from './workload.ts'

it('counts what an app makes at run time, as something that no pass can change but its policies judge', () => {
  const rendering = testRendering({
    apps: (tree) => {
      const app = new TestApp(tree, 'storage')
      place(app, amd64Only)
      app.runtimeWorkloads.push({
        kind: 'DaemonSet',
        namespace: 'storage',
        name: 'driver',
        podSpec: { containers: [{ name: 'driver', image: 'driver:v1' }] },
      })
    },
  })
  const [workload, ...others] = workloadsOf(rendering)
  expect(others).toEqual([])
  expect(workload).toMatchObject({
    app: 'storage',
    ref: { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace: 'storage', name: 'driver' },
    template: { workloadType: 'per-node', edit: 'none' },
    from: 'release',
    release: 'storage',
    policies: [amd64Only],
  })
})
