/** Paths of the programs that a process cluster runs. */
export interface Binaries {
  readonly etcd: string
  readonly 'kube-apiserver': string
  readonly 'kube-controller-manager': string
  readonly 'kube-scheduler': string
  readonly kwok: string
  readonly argocd: string
  readonly redis: string
}
