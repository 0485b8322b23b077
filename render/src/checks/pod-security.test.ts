import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, TestApp, testRendering } from '../pods/testing/test-rendering.ts'
import { podSecurityCheck } from './pod-security.ts'

const hardened = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    { name: 'a', image: 'a:1', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
  ],
}
const privileged = { containers: [{ name: 'a', image: 'a:1', securityContext: { privileged: true } }] }

function run(podSpec: Record<string, unknown>, level = 'privileged', annotations: Record<string, string> = {}) {
  const labels = { 'pod-security.kubernetes.io/enforce': level }
  const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web', labels } }
  const workload = deployment('a', 'a:1', podSpec)
  workload.metadata.annotations = annotations
  const findings = podSecurityCheck.run(testRendering({ objects: [namespace, workload] }))
  return findings.map(({ rule, severity }) => `${severity} ${rule}`)
}

describe('podSecurityCheck', () => {
  it('fires where a namespace refuses its own pods, and not where it admits them', () => {
    expect(run({ ...hardened, hostNetwork: true }, 'baseline')).toEqual(['error pod-security-violated'])
    expect(run({ ...hardened, hostNetwork: true }, 'privileged')).toEqual([])
    expect(run(hardened, 'restricted')).toEqual([])
  })

  it('warns about a privileged container until its workload says why', () => {
    expect(run(privileged)).toEqual(['warning privilege-undeclared'])
    expect(run(privileged, 'privileged', { 'ainur.tools/privileged-because': 'It mounts disks.' })).toEqual([])
  })

  it('hints at what keeps a pod from restricted, unless it needs more anyway', () => {
    expect(run({ ...hardened, securityContext: {} }, 'baseline')).toEqual(['info pod-not-restricted'])
    expect(run({ ...hardened, securityContext: {} }, 'privileged')).toEqual([])
    expect(run({ ...hardened, securityContext: {}, hostNetwork: true })).toEqual([])
  })

  it('refuses a Namespace that every cluster has', () => {
    const objects = ['kube-system', 'web'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))
    expect(podSecurityCheck.run(testRendering({ objects }))).toMatchObject([
      { rule: 'namespace-of-cluster', severity: 'error', object: { kind: 'Namespace', name: 'kube-system' } },
    ])
  })

  it('tells of a release whose pods nobody knows, until the author of its namespace wrote a level', () => {
    const run = (labels: Record<string, string>) =>
      podSecurityCheck.run(
        testRendering({
          objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web', labels } }],
          apps: (tree) =>
            new TestApp(tree).addRelease({
              name: 'velero',
              facts: '',
              source: { type: 'chart', repoURL: '', chart: '', version: '1.0.0' },
              contents: { namespaces: ['web'], clusterKinds: [], provides: [], workloads: [] },
            }),
        }),
      )
    expect(run({})).toMatchObject([
      { rule: 'pods-unknown', severity: 'warning', object: { kind: 'Application' }, path: 'release velero' },
    ])
    expect(run({ 'pod-security.kubernetes.io/enforce': 'restricted' })).toEqual([])
  })
})
