import type { Configure } from '../distribution.ts'

export const configFile = '/etc/rancher/k3s/config.yaml'
const file = configFile
const registriesFile = '/etc/rancher/k3s/registries.yaml'
const authenticationFile = '/etc/rancher/k3s/authentication.yaml'

/** @see https://docs.k3s.io/installation/configuration#configuration-file */
export const configureK3s: Configure = {
  without: (components) => (components.length > 0 ? [{ file, content: { disable: [...components].sort() } }] : []),

  authentication: (configuration) => [
    { file: authenticationFile, content: configuration },
    { file, content: { 'kube-apiserver-arg': [`authentication-config=${authenticationFile}`] } },
  ],

  nodeLabels: (labels) => [
    { file, content: { 'node-label': Object.entries(labels).map(([key, value]) => `${key}=${value}`) } },
  ],

  // kube-vip answers for it; every server has to say so from its first start, or its certificate lacks the name.
  virtualAddress: (address) => [{ file, content: { 'tls-san': [address] } }],

  // Read at the start of k3s, on servers and agents.
  // See https://docs.k3s.io/installation/private-registry
  registryMirrors: (mirrors) => {
    const entries = Object.entries(mirrors).map(([host, endpoint]) => [host, { endpoint }])
    return [{ file: registriesFile, content: { mirrors: Object.fromEntries(entries) } }]
  },
}
