import { describe, expect, it } from 'vitest'
import { k3s } from './k3s/k3s.ts'
import { kubeadm } from './kubeadm/kubeadm.ts'
import { talos } from './talos/talos.ts'

const configuration = { apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthenticationConfiguration', jwt: [] }

describe('k3s is told', () => {
  const file = '/etc/rancher/k3s/config.yaml'

  it('to leave components out by disable, which has to be equal on all servers', () => {
    expect(k3s.configure.without(['servicelb', 'local-storage'])).toEqual([
      { file, content: { disable: ['local-storage', 'servicelb'] } },
    ])
  })

  it('of an issuer by a file and the argument that names it', () => {
    expect(k3s.configure.authentication(configuration)).toEqual([
      { file: '/etc/rancher/k3s/authentication.yaml', content: configuration },
      { file, content: { 'kube-apiserver-arg': ['authentication-config=/etc/rancher/k3s/authentication.yaml'] } },
    ])
  })

  it('of labels and of the address of the API', () => {
    expect(k3s.configure.nodeLabels({ 'a/b': 'c' })).toEqual([{ file, content: { 'node-label': ['a/b=c'] } }])
    expect(k3s.configure.virtualAddress('10.0.0.1', 'eth0')).toEqual([{ file, content: { 'tls-san': ['10.0.0.1'] } }])
  })
})

describe('mirrors of registries', () => {
  const mirrors = {
    'docker.io': ['http://192.168.20.5:5000', 'https://cache.home.arpa/v2/hub'],
    'ghcr.io': ['http://b'],
  }

  it('are a file of k3s, which takes a path as it is', () => {
    expect(k3s.configure.registryMirrors(mirrors)).toEqual([
      {
        file: '/etc/rancher/k3s/registries.yaml',
        content: {
          mirrors: { 'docker.io': { endpoint: mirrors['docker.io'] }, 'ghcr.io': { endpoint: mirrors['ghcr.io'] } },
        },
      },
    ])
  })

  it('are a document of Talos for each registry', () => {
    const document = { apiVersion: 'v1alpha1', kind: 'RegistryMirrorConfig' }
    expect(talos.configure.registryMirrors(mirrors)).toEqual([
      {
        file: 'machine configuration',
        content: {
          ...document,
          name: 'docker.io',
          endpoints: [
            { url: 'http://192.168.20.5:5000' },
            { url: 'https://cache.home.arpa/v2/hub', overridePath: true },
          ],
        },
      },
      { file: 'machine configuration', content: { ...document, name: 'ghcr.io', endpoints: [{ url: 'http://b' }] } },
    ])
  })

  it('are files of containerd under kubeadm, which is told where they are', () => {
    const [told, hub, ghcr] = kubeadm.configure.registryMirrors(mirrors)
    expect(told?.file).toBe('/etc/containerd/config.toml')
    expect(JSON.stringify(told?.content)).toContain('"config_path":"/etc/containerd/certs.d"')
    expect(hub).toEqual({
      file: '/etc/containerd/certs.d/docker.io/hosts.toml',
      content: {
        server: 'https://registry-1.docker.io',
        host: {
          'http://192.168.20.5:5000': { capabilities: ['pull', 'resolve'] },
          'https://cache.home.arpa/v2/hub': { capabilities: ['pull', 'resolve'], override_path: true },
        },
      },
    })
    expect(ghcr?.content.server).toBe('https://ghcr.io')
  })
})

describe('a dual-stack cluster', () => {
  it('is one of k3s from its first start on, with two addresses for each node', () => {
    if ('because' in k3s.dualStack) throw new Error(k3s.dualStack.because)
    const { pods, services } = k3s.dualStack
    const networks = { pods: [k3s.networks.pods, pods], services: [k3s.networks.services, services] }
    expect(k3s.dualStack.configure(networks, ['192.168.20.11', 'fd00:20::11'])).toEqual([
      {
        file: '/etc/rancher/k3s/config.yaml',
        content: {
          'cluster-cidr': '10.42.0.0/16,fd00:42::/56',
          'service-cidr': '10.43.0.0/16,fd00:43::/112',
          'flannel-ipv6-masq': true,
          'node-ip': '192.168.20.11,fd00:20::11',
        },
      },
    ])
  })

  it('is refused with a reason elsewhere', () => {
    for (const { dualStack } of [talos, kubeadm]) expect(dualStack).toEqual({ because: expect.any(String) })
  })
})

describe('Talos is told by its machine configuration', () => {
  const file = 'machine configuration'

  it('to leave out what it knows, each by a setting of its own', () => {
    expect(talos.configure.without(['coredns', 'traefik', 'flannel'])).toEqual([
      { file, content: { cluster: { coreDNS: { disabled: true } } } },
      { file, content: { cluster: { network: { cni: { name: 'none' } } } } },
    ])
  })

  it('of an issuer by a document that holds the fields of the configuration', () => {
    expect(talos.configure.authentication(configuration)).toEqual([
      {
        file,
        content: { apiVersion: 'v1alpha1', kind: 'KubeAuthenticationConfig', configuration: { jwt: [] } },
      },
    ])
  })

  it('of the address of the API, which its servers answer for themselves', () => {
    expect(talos.virtualAddress).toBe('distribution')
    expect(talos.configure.virtualAddress('10.0.0.1', 'eth0')).toEqual([
      { file, content: { apiVersion: 'v1alpha1', kind: 'Layer2VIPConfig', name: '10.0.0.1', link: 'eth0' } },
    ])
  })
})

describe('kubeadm is told', () => {
  const file = '/etc/kubernetes/kubeadm.yaml'
  const apiVersion = 'kubeadm.k8s.io/v1beta4'

  it('to leave out its two addons, for upgrades too', () => {
    expect(kubeadm.configure.without(['kube-proxy', 'coredns'])).toEqual([
      {
        file,
        content: { apiVersion, kind: 'ClusterConfiguration', dns: { disabled: true }, proxy: { disabled: true } },
      },
    ])
  })

  it('of an issuer by a file that the pod of the API server is given', () => {
    const [written, told] = kubeadm.configure.authentication(configuration)
    expect(written).toEqual({ file: '/etc/kubernetes/authentication.yaml', content: configuration })
    expect(told?.content.apiServer).toMatchObject({
      extraArgs: [{ name: 'authentication-config', value: written?.file }],
      extraVolumes: [{ hostPath: written?.file, mountPath: written?.file, readOnly: true }],
    })
  })

  it('of labels, whether a node starts the cluster or joins it', () => {
    const kinds = kubeadm.configure.nodeLabels({ 'a/b': 'c', d: 'e' })
    expect(kinds.map(({ content }) => content.kind)).toEqual(['InitConfiguration', 'JoinConfiguration'])
    expect(kinds[0]?.content.nodeRegistration).toEqual({
      kubeletExtraArgs: [{ name: 'node-labels', value: 'a/b=c,d=e' }],
    })
  })
})
