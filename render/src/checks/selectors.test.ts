import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, testRendering } from '../pods/testing/test-rendering.ts'
import { selectorsCheck } from './selectors.ts'

const name = 'app.kubernetes.io/name'

function service(
  selector: Record<string, string>,
  targetPort: string | number = 'http',
  namespace = 'web',
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace },
    spec: { selector, ports: [{ port: 80, targetPort }] },
  }
}

function web(): KubeObject {
  return deployment('web', 'a:1', {
    containers: [{ name: 'web', image: 'a:1', ports: [{ name: 'http', containerPort: 80 }] }],
  })
}

function run(...objects: KubeObject[]) {
  return selectorsCheck.run(testRendering({ objects })).map(({ rule, severity }) => `${severity} ${rule}`)
}

describe('selectorsCheck', () => {
  it('accepts a Service that selects a pod and a port of it', () => {
    expect(run(web(), service({ [name]: 'web' }), service({ [name]: 'web' }, 80))).toEqual([])
  })

  it('fires for a Service that selects nothing, and not where pods are unknown', () => {
    expect(run(web(), service({ [name]: 'wbe' }))).toEqual(['error selector-matches-nothing'])
    expect(run(service({ 'k8s-app': 'kube-dns' }, 'dns', 'kube-system'))).toEqual([])
    expect(run(service({}))).toEqual([])
  })

  it('fires for a target port that no selected pod names', () => {
    expect(run(web(), service({ [name]: 'web' }, 'metrics'))).toEqual(['error service-port-unresolved'])
  })

  it('fires for a target port of another protocol', () => {
    const udp = service({ [name]: 'web' })
    udp.spec.ports[0].protocol = 'UDP'
    const [finding] = selectorsCheck.run(testRendering({ objects: [web(), udp] }))
    expect(finding).toMatchObject({
      rule: 'service-port-unresolved',
      message: '"http" is not a UDP port of the pods that it selects; they name http for TCP',
    })
  })

  it.each([
    ['policy/v1', 'PodDisruptionBudget', 'selector'],
    ['networking.k8s.io/v1', 'NetworkPolicy', 'podSelector'],
  ])('warns about a %s %s for no pod, and not about one for the whole namespace', (apiVersion, kind, field) => {
    const selecting = (matchLabels?: Record<string, string>, namespace = 'web') => ({
      apiVersion,
      kind,
      metadata: { name: 'web', namespace },
      spec: { [field]: matchLabels ? { matchLabels } : {} },
    })
    expect(run(web(), selecting({ [name]: 'wbe' }))).toEqual(['warning selector-matches-nothing'])
    expect(run(web(), selecting({ [name]: 'web' }))).toEqual([])
    expect(run(web(), selecting())).toEqual([])
    expect(run(selecting({ 'k8s-app': 'kube-dns' }, 'kube-system'))).toEqual([])
  })

  it('fires for a workload that does not select its own pods', () => {
    const object = web()
    object.spec.selector.matchLabels = { [name]: 'other' }
    expect(run(object)).toEqual(['error selector-mismatch'])
  })

  it("fires for a workload that selects another's pods, and not across namespaces", () => {
    const other = web()
    other.metadata.name = 'other'
    expect(run(web(), other)).toEqual(['error selector-overlap', 'error selector-overlap'])
    other.metadata.namespace = 'elsewhere'
    expect(run(web(), other)).toEqual([])
  })
})
