import type { Configure } from '../distribution.ts'
import { hasPath } from '../mirror-path.ts'

const file = 'machine configuration'

/** What the machine configuration says for each component to be left out. */
const without: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  coredns: { cluster: { coreDNS: { disabled: true } } },
  flannel: { cluster: { network: { cni: { name: 'none' } } } },
  'kube-proxy': { cluster: { proxy: { disabled: true } } },
}

/** @see https://docs.siderolabs.com/talos/v1.14/reference/configuration/v1alpha1/config */
export const configureTalos: Configure = {
  without: (components) =>
    [...components].sort().flatMap((name) => (without[name] ? [{ file, content: without[name] }] : [])),

  /** @see https://docs.siderolabs.com/talos/v1.14/reference/configuration/kubernetes/kubeauthenticationconfig */
  authentication: (configuration) => {
    // Talos writes the file itself, and gives it these two.
    const { apiVersion: _version, kind: _kind, ...fields } = configuration
    return [{ file, content: { apiVersion: 'v1alpha1', kind: 'KubeAuthenticationConfig', configuration: fields } }]
  },

  /** @see https://docs.siderolabs.com/kubernetes-guides/advanced-guides/node-labels */
  nodeLabels: (labels) => [{ file, content: { machine: { nodeLabels: labels } } }],

  // Its servers elect the owner through etcd, before any pod runs.
  // See https://docs.siderolabs.com/talos/v1.13/networking/advanced/vip
  virtualAddress: (address, link) => [
    { file, content: { apiVersion: 'v1alpha1', kind: 'Layer2VIPConfig', name: address, link } },
  ],

  /** @see https://docs.siderolabs.com/talos/v1.14/reference/configuration/cri/registrymirrorconfig */
  registryMirrors: (mirrors) =>
    Object.entries(mirrors).map(([name, urls]) => ({
      file,
      content: {
        apiVersion: 'v1alpha1',
        kind: 'RegistryMirrorConfig',
        name,
        endpoints: urls.map((url) => ({ url, ...(hasPath(url) ? { overridePath: true } : {}) })),
      },
    })),
}
