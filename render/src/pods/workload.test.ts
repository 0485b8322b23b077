import { expect, it } from 'vitest'
import type { Rendering } from '../model/rendering.ts'
import { workloadsOf } from './workload.ts'

it('counts what an app makes at run time, as something that no pass can change', () => {
  const app = {
    appName: 'storage',
    releases: [],
    runtimeWorkloads: [
      {
        kind: 'DaemonSet',
        namespace: 'storage',
        name: 'driver',
        podSpec: { containers: [{ name: 'driver', image: 'driver:v1' }] },
      },
    ],
  } as unknown as Rendering['apps'][number]
  const [workload, ...others] = workloadsOf({ objects: [], apps: [app] })
  expect(others).toEqual([])
  expect(workload).toMatchObject({
    app: 'storage',
    ref: { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace: 'storage', name: 'driver' },
    template: { lifetime: 'per-node', edit: 'none' },
    from: 'release',
    release: 'storage',
  })
})
