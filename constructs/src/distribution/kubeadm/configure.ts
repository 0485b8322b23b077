import type { Configure } from '../distribution.ts'
import { hasPath } from '../mirror-path.ts'

const file = '/etc/kubernetes/kubeadm.yaml'
const containerdHosts = '/etc/containerd/certs.d'
const authenticationFile = '/etc/kubernetes/authentication.yaml'
const apiVersion = 'kubeadm.k8s.io/v1beta4'

/** Field of the ClusterConfiguration that leaves a component out, in upgrades too. */
const fields: Readonly<Record<string, string>> = { coredns: 'dns', 'kube-proxy': 'proxy' }

/** @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/ */
export const configureKubeadm: Configure = {
  without: (components) => {
    const named = [...components].sort().flatMap((name) => fields[name] ?? [])
    const disabled = Object.fromEntries(named.map((field) => [field, { disabled: true }]))
    return named.length > 0 ? [{ file, content: { apiVersion, kind: 'ClusterConfiguration', ...disabled } }] : []
  },

  authentication: (configuration) => [
    { file: authenticationFile, content: configuration },
    {
      file,
      content: {
        apiVersion,
        kind: 'ClusterConfiguration',
        apiServer: {
          extraArgs: [{ name: 'authentication-config', value: authenticationFile }],
          // The API server runs in a pod, which sees no file that it is not given.
          extraVolumes: [
            {
              name: 'authentication',
              hostPath: authenticationFile,
              mountPath: authenticationFile,
              readOnly: true,
              pathType: 'File',
            },
          ],
        },
      },
    },
  ],

  nodeLabels: (labels) => {
    const value = Object.entries(labels)
      .map(([key, label]) => `${key}=${label}`)
      .join(',')
    const nodeRegistration = { kubeletExtraArgs: [{ name: 'node-labels', value }] }
    return ['InitConfiguration', 'JoinConfiguration'].map((kind) => ({
      file,
      content: { apiVersion, kind, nodeRegistration },
    }))
  },

  // kube-vip answers for it, on the first server as a static pod, because kubeadm asks the address while it starts.
  // See https://kube-vip.io/docs/installation/static/
  virtualAddress: (address) => [
    { file, content: { apiVersion, kind: 'ClusterConfiguration', controlPlaneEndpoint: `${address}:6443` } },
  ],

  // Files of containerd 2, which reads the folder anew for every image.
  // See https://github.com/containerd/containerd/blob/main/docs/hosts.md
  registryMirrors: (mirrors) => [
    {
      file: '/etc/containerd/config.toml',
      content: {
        version: 3,
        plugins: { 'io.containerd.cri.v1.images': { registry: { config_path: containerdHosts } } },
      },
    },
    ...Object.entries(mirrors).map(([name, urls]) => ({
      file: `${containerdHosts}/${name}/hosts.toml`,
      content: {
        server: `https://${name === 'docker.io' ? 'registry-1.docker.io' : name}`,
        host: Object.fromEntries(
          urls.map((url) => [
            url,
            { capabilities: ['pull', 'resolve'], ...(hasPath(url) ? { override_path: true } : {}) },
          ]),
        ),
      },
    })),
  ],
}
