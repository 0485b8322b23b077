import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { kubeletFiles, registryFiles, runtimeFiles } from './node-files.ts'
import { slotNetwork } from './slot-network.ts'

const network = slotNetwork(1)

describe('configuration of a node', () => {
  it('has containerd use the packed sandbox image, the built CNI plugins and its own directories only', () => {
    const files = runtimeFiles('/cluster', network, '/assets/cni')
    expect(Object.keys(files)).toEqual(['containerd.toml', 'net.d/10-pods.conflist'])
    const text = files['containerd.toml']
    expect(text).toContain('sandbox_image = "ainur.test/pod-sandbox:1"')
    expect(text).toContain('bin_dir = "/assets/cni"')
    expect(text).toContain('conf_dir = "/cluster/net.d"')
    expect(text).not.toContain('/opt/')
  })

  it('gives pods addresses of the slot', () => {
    const conflist = JSON.parse(runtimeFiles('/cluster', network, '/cni')['net.d/10-pods.conflist'] as string)
    expect(conflist.plugins[0].ipam.ranges).toEqual([[{ subnet: '198.19.1.0/24' }]])
    expect(conflist.plugins.map(({ type }: { type: string }) => type)).toEqual(['bridge', 'portmap'])
  })

  it('has the kubelet ask the API server about every caller, and evict nothing', () => {
    const kubelet = parse(kubeletFiles('/cluster', network, '/cluster/pki/ca.crt')['kubelet.yaml'] as string)
    expect(kubelet.authentication).toEqual({
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: '/cluster/pki/ca.crt' },
    })
    expect(kubelet.authorization).toEqual({ mode: 'Webhook' })
    expect(new Set(Object.values(kubelet.evictionHard))).toEqual(new Set(['0%']))
    expect(kubelet.clusterDNS).toEqual(['198.18.65.10'])
  })

  it('answers no name but those of the cluster', () => {
    expect(kubeletFiles('/cluster', network, '/ca')['resolv.conf']).toBe('nameserver 198.18.1.1\n')
  })

  it('reaches a registry by the address that it is given, over plain HTTP', () => {
    expect(registryFiles('registry.test', 'http://198.18.1.1:5000')).toEqual({
      'registries/registry.test/hosts.toml':
        'server = "http://198.18.1.1:5000"\n\n[host."http://198.18.1.1:5000"]\n  capabilities = ["pull", "resolve"]\n',
    })
    expect(runtimeFiles('/cluster', network, '/cni')['containerd.toml']).toContain(
      'config_path = "/cluster/registries"',
    )
  })

  it('has kube-proxy leave the connection tracking of the machine alone', () => {
    const proxy = parse(kubeletFiles('/cluster', network, '/ca')['kube-proxy.yaml'] as string)
    expect(proxy.conntrack).toEqual({ maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' })
    expect(proxy.clusterCIDR).toBe('198.19.1.0/24')
  })
})
