import type { App } from '@ainur/constructs'
import { expect, it } from 'vitest'
import { cluster } from './ainur/cluster.ts'
import ainur from './ainur/index.ts'

it('the reference cluster has one finding, which its definition explains', () => {
  expect(cluster.warnings.map(({ rule, path }) => `${rule} ${path}`)).toEqual(['server-on-sd nodes[0]'])
})

it('the reference cluster is the hardware that was bought', () => {
  expect(cluster.nodes.map(({ name, hardware, role }) => [name, hardware.title, role])).toEqual([
    ['manwe', 'Raspberry Pi 5 16 GB', 'server'],
    ['varda', 'Raspberry Pi 5 8 GB', 'agent'],
    ['ulmo', 'Raspberry Pi 5 8 GB', 'agent'],
  ])
  expect(cluster.nodesWith('storage')).toEqual(cluster.nodes)
})

it('what holds data waits for nothing that people look at', () => {
  const { apps } = ainur()
  const before = (app: App): string[] => app.dependencies.flatMap((each) => [each.app.appName, ...before(each.app)])
  const storage = apps.find(({ appName }) => appName === 'longhorn')
  expect(storage && before(storage).sort()).toEqual(['longhorn-crds', 'snapshot-controller'])
})
