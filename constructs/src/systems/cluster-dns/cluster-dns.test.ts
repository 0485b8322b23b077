import { describe, expect, it } from 'vitest'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { objectsOf } from '../../app/testing/objects.ts'
import { testCluster } from '../../app/testing/test-cluster.ts'
import { CorednsCustom } from './coredns-custom.ts'
import { serverBlock } from './corefile.ts'

function exposure(host: string, address = '192.168.20.200') {
  return { app: 'app', host, address, url: `https://${host}` }
}

describe('CorednsCustom', () => {
  it('answers hosts that were exposed after it was constructed', () => {
    const tree = new ClusterTree(testCluster())
    const dns = new CorednsCustom(tree, 'cluster-dns')
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
    const dns = new CorednsCustom(tree, 'cluster-dns')
    tree.addExposure(exposure('omni.ainur.home.arpa', '192.168.20.201'))
    tree.addExposure(exposure('dex.ainur.home.arpa'))
    expect(Object.entries(dns.records())).toEqual([
      ['dex.ainur.home.arpa', '192.168.20.200'],
      ['omni.ainur.home.arpa', '192.168.20.201'],
    ])
  })

  it('serves a host outside the cluster domain as a zone of its own', () => {
    const tree = new ClusterTree(testCluster())
    const dns = new CorednsCustom(tree, 'cluster-dns')
    tree.addExposure(exposure('photos.example.com'))
    tree.complete()
    expect(objectsOf(dns)[0].data['ainur.server']).toMatch(/^ainur\.home\.arpa:53 photos\.example\.com:53 \{\n/)
  })

  it('makes nothing when nothing is exposed, because a block without hosts would only cost a lookup', () => {
    const tree = new ClusterTree(testCluster())
    const dns = new CorednsCustom(tree, 'cluster-dns')
    tree.complete()
    expect(objectsOf(dns)).toEqual([])
  })

  it('says what to do instead on a distribution whose CoreDNS imports nothing', () => {
    const tree = new ClusterTree(
      testCluster({ kubernetes: { distribution: 'talos', version: 'v1.36.3', minor: '1.36' } }),
    )
    expect(() => new CorednsCustom(tree, 'cluster-dns')).toThrow('kubernetes.distribution is "talos"')
  })
})

describe('serverBlock', () => {
  it('groups hosts by address and uses the hosts plugin once, which CoreDNS insists on', () => {
    const block = serverBlock(['a.test'], { 'y.a.test': '10.0.0.2', 'x.a.test': '10.0.0.1', 'z.a.test': '10.0.0.1' })
    expect(block).toContain('        10.0.0.1 x.a.test z.a.test\n        10.0.0.2 y.a.test\n')
    expect(block.match(/hosts \{/g)).toHaveLength(1)
  })
})
