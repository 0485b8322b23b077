import { KubeVip } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import { collectObjects } from '../../pipeline/collect-objects.ts'
import {
  deployment,
  inApp,
  mixedCluster,
  TestApp,
  testCluster,
  testNode,
  testRendering,
} from '../../pods/testing/test-rendering.ts'
import { localTrafficCheck } from './local-traffic.ts'

const labels = { 'app.kubernetes.io/name': 'web' }

function run(
  fields: object = {},
  options: { election?: string; cluster?: typeof mixedCluster; pods?: KubeObject } = {},
) {
  const { election = 'false', cluster = mixedCluster, pods = deployment('web', 'web:1') } = options
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'web' },
    spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local', selector: labels, ports: [{ port: 80 }], ...fields },
  }
  // The settings that its construct really writes, but for the one in question.
  let vip: KubeObject[] = []
  testRendering({
    cluster: cluster(),
    apps: (tree) => {
      vip = collectObjects(new KubeVip(tree, 'kube-vip'), '').objects.map(({ object }) => object)
    },
  })
  const written = JSON.stringify(vip).replace('"svc_election","value":"false"', `"svc_election","value":"${election}"`)
  const objects = [service, pods, ...(JSON.parse(written) as KubeObject[])].map((object) => inApp('web', object))
  const rendering = testRendering({ cluster: cluster(), objects, apps: (tree) => new TestApp(tree) })
  return localTrafficCheck.run(rendering).map(({ rule, severity, path }) => `${severity} ${rule} ${path}`)
}

describe('local-traffic-unanswered', () => {
  it('fires where one election decides about the addresses of all Services', () => {
    expect(run()).toEqual(['warning local-traffic-unanswered spec.externalTrafficPolicy'])
  })

  it('accepts an election for each Service, the usual policy, other types, and a cluster of one node', () => {
    expect(run({}, { election: 'true' })).toEqual([])
    expect(run({ externalTrafficPolicy: 'Cluster' })).toEqual([])
    expect(run({ type: 'NodePort' })).toEqual([])
    expect(run({}, { cluster: () => testCluster({ nodes: [testNode({ name: 'manwe', role: 'server' })] }) })).toEqual(
      [],
    )
  })

  it('accepts a Service whose pods are on every node', () => {
    expect(run({}, { pods: { ...deployment('web', 'web:1'), kind: 'DaemonSet' } })).toEqual([])
  })
})
