import { describe, expect, it } from 'vitest'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import { testCluster, testNode } from '../../app/testing/test-cluster.ts'
import { CoreDns } from './core-dns.ts'
import { serverBlock } from './corefile.ts'

function exposure(host: string, address = '192.168.20.200') {
  return { app: 'app', host, address, url: `https://${host}` }
}

describe('CoreDns', () => {
  it('answers hosts that were exposed after it was constructed', () => {
    const tree = new ClusterTree(testCluster())
    const dns = new CoreDns(tree, 'cluster-dns')
    tree.addExposure(exposure('headlamp.ainur.home.arpa'))
    tree.addExposure(exposure('dex.ainur.home.arpa'))
    tree.complete()
    expect(objectsOf(dns)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'coredns-custom', namespace: 'kube-system' },
        data: {
          'ainur.server': [
            'ainur.home.arpa:53 {',
            '    errors',
            '    hosts {',
            '        192.168.20.200 dex.ainur.home.arpa headlamp.ainur.home.arpa',
            '        ttl 60',
            '        fallthrough',
            '    }',
            '    forward . /etc/resolv.conf',
            '    cache 30',
            '    loadbalance',
            '}',
            '',
          ].join('\n'),
        },
      },
    ])
  })

  it('lists the same records for the DNS of the LAN, sorted by host', () => {
    const tree = new ClusterTree(testCluster())
    const dns = new CoreDns(tree, 'cluster-dns')
    tree.addExposure(exposure('omni.ainur.home.arpa', '192.168.20.201'))
    tree.addExposure(exposure('dex.ainur.home.arpa'))
    expect(Object.entries(dns.records())).toEqual([
      ['dex.ainur.home.arpa', '192.168.20.200'],
      ['omni.ainur.home.arpa', '192.168.20.201'],
    ])
  })

  it('serves a host outside the cluster domain as a zone of its own', () => {
    const tree = new ClusterTree(testCluster())
    const dns = new CoreDns(tree, 'cluster-dns')
    tree.addExposure(exposure('photos.example.com'))
    tree.complete()
    expect(objectsOf(dns)[0].data['ainur.server']).toMatch(/^ainur\.home\.arpa:53 photos\.example\.com:53 \{\n/)
  })

  it('makes nothing when nothing is exposed, because a block without hosts would only cost a lookup', () => {
    const tree = new ClusterTree(testCluster())
    const dns = new CoreDns(tree, 'cluster-dns')
    tree.complete()
    expect(objectsOf(dns)).toEqual([])
  })
})

describe('CoreDns where the distribution takes no server blocks', () => {
  const talos = { kubernetes: { distribution: 'talos', version: 'v1.36.3', minor: '1.36' } } as const

  it('is the DNS of the cluster, at the address and under the names that everybody looks for', () => {
    const tree = new ClusterTree(testCluster(talos))
    const dns = new CoreDns(tree, 'cluster-dns')
    tree.complete()
    expect(objectsOf(dns).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ServiceAccount coredns',
      'ClusterRole system:coredns',
      'ClusterRoleBinding system:coredns',
      'Service kube-dns',
      'Deployment coredns',
      'ConfigMap coredns',
    ])
    expect(objectOf(dns, 'Service', 'kube-dns').spec).toMatchObject({
      clusterIP: '10.96.0.10',
      selector: { 'k8s-app': 'kube-dns' },
    })
    expect(objectOf(dns, 'Deployment', 'coredns').spec.selector).toEqual({ matchLabels: { 'k8s-app': 'kube-dns' } })
  })

  it('answers the exposed hosts by the same block that k3s imports', () => {
    const block = (kubernetes = testCluster().kubernetes) => {
      const tree = new ClusterTree(testCluster({ kubernetes }))
      const dns = new CoreDns(tree, 'cluster-dns')
      tree.addExposure(exposure('dex.ainur.home.arpa'))
      tree.complete()
      return objectsOf(dns).find(({ kind }) => kind === 'ConfigMap').data
    }
    const imported = block()['ainur.server']
    const { Corefile } = block(talos.kubernetes)
    expect(Corefile).toMatch(/^\.:53 \{\n/)
    expect(Corefile.endsWith(`}\n${imported}`)).toBe(true)
  })

  it('has the cluster run without the CoreDNS of the distribution, and stays when its Application goes', () => {
    const dns = new CoreDns(new ClusterTree(testCluster(talos)), 'cluster-dns')
    expect(dns.replacedComponents.map(({ component }) => component)).toEqual(['coredns'])
    expect(dns.options.cascade).toBe(false)
  })

  it('is chosen on k3s by bundled: false, and its opposite is refused where nothing takes server blocks', () => {
    const own = new CoreDns(new ClusterTree(testCluster()), 'cluster-dns', { bundled: false })
    expect(objectOf(own, 'Service', 'kube-dns').spec.clusterIP).toBe('10.43.0.10')
    expect(own.replacedComponents.map(({ component }) => component)).toEqual(['coredns'])
    expect(() => new CoreDns(new ClusterTree(testCluster(talos)), 'cluster-dns', { bundled: true })).toThrow(
      'cluster-dns is told bundled: true, but Talos brings no cluster-dns that takes settings from a tree',
    )
  })

  it('has one pod on the only node of a cluster', () => {
    const nodes = [testNode({ name: 'solo', role: 'server' })]
    const dns = new CoreDns(new ClusterTree(testCluster({ ...talos, nodes })), 'cluster-dns')
    expect(objectOf(dns, 'Deployment', 'coredns').spec.replicas).toBe(1)
  })
})

describe('serverBlock', () => {
  it('groups hosts by address and uses the hosts plugin once, which CoreDNS insists on', () => {
    const block = serverBlock(
      ['a.test'],
      [{ 'y.a.test': '10.0.0.2', 'x.a.test': '10.0.0.1', 'z.a.test': '10.0.0.1' }, { 'x.a.test': 'fd00::1' }],
    )
    expect(block).toContain('        10.0.0.1 x.a.test z.a.test\n        10.0.0.2 y.a.test\n        fd00::1 x.a.test\n')
    expect(block.match(/hosts \{/g)).toHaveLength(1)
  })
})
