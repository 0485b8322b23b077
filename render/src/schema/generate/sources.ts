/** A Kubernetes release whose OpenAPI document is turned into core schemas. */
export interface KubernetesSource {
  readonly minor: string
  readonly module: 'k8s.io/kubernetes'
  readonly tag: string
  /** Path inside the module -> SHA-256. */
  readonly inputs: Readonly<Record<string, string>>
}

/** A file with an upstream's CustomResourceDefinitions, looked up in the directory that AINUR_CRDS names. */
export interface CrdSource {
  /** File name inside the directory. */
  readonly file: string
  readonly source: string
  readonly tag: string
  readonly sha256: string
}

/** The Go structs' OpenAPI names carry the enums that the published document leaves out. */
export const enumsPath = 'pkg/generated/openapi/zz_generated.openapi.go'
export const openApiPath = 'api/openapi-spec/swagger.json'

/** @see https://kubernetes.io/releases/version-skew-policy/ three minors are supported at a time */
export const kubernetesSources: readonly KubernetesSource[] = [
  {
    minor: '1.34',
    module: 'k8s.io/kubernetes',
    tag: 'v1.34.4',
    inputs: {
      [openApiPath]: 'd3b0cdc2fda15c753206d25ab459dc7c12df64e2fd652b6809687471ea751c37',
      [enumsPath]: 'a3e93f5a6d109cacd198ed42a662d657d87f12caa0bc8030062f990105a399aa',
    },
  },
  {
    minor: '1.35',
    module: 'k8s.io/kubernetes',
    tag: 'v1.35.4',
    inputs: {
      [openApiPath]: '483500149ee52ce5753d75f5639101d985bb4f5e902cc05b1ba7627465d62446',
      [enumsPath]: '8b9b7f64b2e055316b3b7fe43918a4ccaca3b2cdfdb34889ff8b7ab5a20ad256',
    },
  },
  {
    minor: '1.36',
    module: 'k8s.io/kubernetes',
    tag: 'v1.36.3',
    inputs: {
      [openApiPath]: 'dcede2063da1d7ad62ecb5af8adb6d7fabd0b52385a7fa0048afb491dac90450',
      [enumsPath]: 'b0935a3badd7b6e834667376c6e29d6fa13eee2f5fdb187b6c24da0c95335480',
    },
  },
]

export const crdSources: readonly CrdSource[] = [
  {
    file: 'argo-cd-v3.5.1.yaml',
    source: 'github.com/argoproj/argo-cd manifests/crds',
    tag: 'v3.5.1',
    sha256: 'd72be27ef0e63fb5e2f3f37dc84fca811c411c355ef9482261de83578246c560',
  },
  {
    file: 'cert-manager-v1.21.1.yaml',
    source: 'github.com/cert-manager/cert-manager deploy/crds',
    tag: 'v1.21.1',
    sha256: 'cde07872b27c904a28bb671e00544500acea66969a04d1aa301e917e9bc57a6b',
  },
  {
    file: 'dex-v2.45.1.yaml',
    source: 'github.com/dexidp/dex scripts/manifests/crds',
    tag: 'v2.45.1',
    sha256: '9f0279117c8348d2f88a2ea7c4437aa8271b293ea298dc8072796fbcafbd4362',
  },
  {
    file: 'k3s-helm-controller-v0.17.7.yaml',
    source: 'github.com/k3s-io/helm-controller',
    tag: 'v0.17.7',
    sha256: '3831d66307b5edb315d28d9d8d33a1b8be486f248cd500d12f9a341787b5ce51',
  },
  {
    file: 'longhorn-v1.12.1.yaml',
    source: 'github.com/longhorn/longhorn chart',
    tag: 'v1.12.1',
    sha256: '9c8042f8255f9ceefa3bb1638c1870f81d1888239c5ad44f521d531dd4bf51d5',
  },
  {
    file: 'system-upgrade-controller-v0.20.1.yaml',
    source: 'github.com/rancher/system-upgrade-controller',
    tag: 'v0.20.1',
    sha256: '1ded4dc68df7c0143deeeea37341823d17144a74199b6fc2a61f95bd1f2823db',
  },
  {
    file: 'traefik-v3.7.yaml',
    source: 'github.com/traefik/traefik-helm-chart',
    tag: 'v41.3.0',
    sha256: '24a0556c2dcbf3ab36f754514db44ba6d5f91fbfe486ca3255deb1a928c182ff',
  },
  {
    file: 'trust-manager-v0.24.0.yaml',
    source: 'github.com/cert-manager/trust-manager deploy/crds',
    tag: 'v0.24.0',
    sha256: 'd0ddac2ab400164d026142a34d31c8e3df8002c5a793172f8235279569237558',
  },
]
