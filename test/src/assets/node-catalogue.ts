import { catalogue, type GoToolModule } from './catalogue.ts'

const kubernetes = catalogue.find(({ id }) => id === 'kubernetes') as GoToolModule

/**
 * The programs of a real node, which only `nodeProvider` needs. The kubelet has a module of its own, so that the
 * control plane's pins and builds do not change with it; containerd and runc come from the distribution, because they
 * have to fit its kernel and its seccomp library.
 */
export const nodeCatalogue: readonly GoToolModule[] = [
  {
    id: 'pod-sandbox',
    module: 'github.com/google/go-containerregistry',
    version: 'v0.22.1',
    programs: [{ binary: 'pod-sandbox', package: '.' }],
    ldflags: [],
  },
  {
    id: 'cni',
    module: 'github.com/containernetworking/plugins',
    version: 'v1.9.1',
    programs: ['main/bridge', 'main/loopback', 'ipam/host-local', 'meta/portmap'].map((path) => ({
      binary: path.slice(path.indexOf('/') + 1),
      package: `github.com/containernetworking/plugins/plugins/${path}`,
    })),
    ldflags: ['-X', 'github.com/containernetworking/plugins/pkg/utils/buildversion.BuildVersion=v1.9.1'],
  },
  {
    id: 'coredns',
    module: 'github.com/coredns/coredns',
    version: 'v1.15.0',
    programs: [{ binary: 'coredns', package: '.' }],
    ldflags: [],
  },
  {
    id: 'kubelet',
    module: kubernetes.module,
    version: kubernetes.version,
    programs: ['kubelet', 'kube-proxy'].map((binary) => ({ binary, package: `k8s.io/kubernetes/cmd/${binary}` })),
    ldflags: kubernetes.ldflags,
  },
]
