import { expect, it } from 'vitest'
import { schemaCheck } from '../checks/schema.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import { planCapacity } from '../plan/plan-capacity.ts'
import { deployment, testCluster, testNode, testRendering } from '../pods/testing/test-rendering.ts'
import { spreadPass } from './spread.ts'

/** Five nodes, three of them on one machine. */
const cluster = testCluster({
  nodes: ['pve1', 'pve1', 'pve1', 'pve2', 'pve3'].map((host, index) =>
    testNode({ name: `n${index}`, address: `192.168.20.${11 + index}`, failureDomains: { host } }),
  ),
})

function run(object: KubeObject, on = cluster) {
  const rendering = testRendering({ cluster: on, objects: [object] })
  expect(spreadPass.run(rendering)).toEqual([])
  const once = structuredClone(rendering.objects[0]?.object)
  spreadPass.run(rendering)
  expect(rendering.objects[0]?.object).toEqual(once)
  return { rendering, constraints: once?.spec.template.spec.topologySpreadConstraints }
}
const labelSelector = { matchLabels: { 'app.kubernetes.io/name': 'web' } }
const softly = (topologyKey: string) => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: 'ScheduleAnyway',
  labelSelector,
})

it('spreads replicas over the declared domains, and still over nodes', () => {
  const { rendering, constraints } = run(deployment('web', 'a:1', {}, { replicas: 3 }))
  expect(constraints).toEqual([softly('kubernetes.io/hostname'), softly('topology.ainur.tools/host')])
  expect(schemaCheck.run(rendering)).toEqual([])
})

it('places the replicas on different machines in the plan, as the scheduler will', () => {
  const { rendering } = run(deployment('web', 'a:1', {}, { replicas: 3 }))
  const homes = planCapacity(rendering).workloads[0]?.assigned ?? []
  const hosts = homes.map((home) => cluster.nodes.find(({ name }) => name === home)?.failureDomains.host)
  expect(hosts).toEqual(['pve1', 'pve2', 'pve3'])
})

it('leaves what its author says about a kind of domain', () => {
  const own = { ...softly('topology.ainur.tools/host'), whenUnsatisfiable: 'DoNotSchedule' }
  const object = deployment('web', 'a:1', { topologySpreadConstraints: [own] }, { replicas: 2 })
  expect(run(object).constraints).toEqual([own])
})

it('changes nothing for a single replica, nor without domains, nor where all nodes share one', () => {
  expect(run(deployment('web', 'a:1')).constraints).toBeUndefined()
  const two = deployment('web', 'a:1', {}, { replicas: 2 })
  expect(run(two, testCluster()).constraints).toBeUndefined()
  const together = testCluster({
    nodes: ['a', 'b'].map((name) => testNode({ name, failureDomains: { host: 'pve1' } })),
  })
  expect(run(two, together).constraints).toBeUndefined()
})
