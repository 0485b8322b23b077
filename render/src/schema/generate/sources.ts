/** A Kubernetes release whose OpenAPI document is turned into core schemas. */
export interface KubernetesSource {
  readonly minor: string
  readonly module: 'k8s.io/kubernetes'
  readonly tag: string
  /** Path inside the module -> SHA-256. */
  readonly inputs: Readonly<Record<string, string>>
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
