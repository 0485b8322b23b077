import { describe, expect, it } from 'vitest'
import { dnsObjects } from './dns-objects.ts'

const objects = dnsObjects({ dnsService: '198.18.65.10' })
const find = (kind: string) => objects.find((object) => object.kind === kind)

describe('dnsObjects', () => {
  it('answers at the address that kubelets tell their pods', () => {
    expect(find('Service')?.spec.clusterIP).toBe('198.18.65.10')
    expect(find('Service')?.spec.ports.map(({ protocol }: { protocol: string }) => protocol)).toEqual(['UDP', 'TCP'])
  })

  it('imports custom records where k3s does', () => {
    const corefile: string = find('ConfigMap')?.data.Corefile
    const [main = '', after = ''] = corefile.split('\n}\n')
    expect(main).toContain('import /etc/coredns/custom/*.override')
    expect(after).toBe('import /etc/coredns/custom/*.server\n')
  })

  it('may read what names are made of, and nothing else', () => {
    expect(find('ClusterRole')?.rules).toEqual([
      { apiGroups: [''], resources: ['endpoints', 'services', 'pods', 'namespaces'], verbs: ['list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
    ])
  })

  it('runs on the real node, whatever taints that has', () => {
    const { spec } = find('Deployment')?.spec.template ?? {}
    expect(spec.nodeSelector).toEqual({ 'test.ainur.tools/simulated': 'false' })
    expect(spec.tolerations).toEqual([{ operator: 'Exists' }])
  })
})
