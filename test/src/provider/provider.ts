import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'
import type { ApplyReport } from '../apply/apply-objects.ts'

/** What a cluster for tests is made of. */
export interface ClusterRequest {
  /** DNS label; part of directory and context names. */
  readonly name: string
  /** Node objects; see `nodeObjects(cluster)`. None makes a control plane alone, where pods stay pending. */
  readonly nodes: readonly KubeObject[]
  /** CustomResourceDefinitions, installed before the controllers start. @default none */
  readonly crds?: readonly KubeObject[]
  /** Runs Argo CD in it; `configuration` is the content of its ConfigMap `argocd-cm`. @default no Argo CD */
  readonly argoCd?: { readonly configuration?: Readonly<Record<string, string>> }
  /** Address of LoadBalancer Services that ask for none. @default 192.0.2.10 */
  readonly fallbackAddress?: string
  /** Network of Services, for trees that fix the address of one. Ignored by k3d. @default 10.0.0.0/22 */
  readonly serviceCidr?: string
  /** How long pods stay bound to a node that went dark; Kubernetes' own default is 300. @default 300 */
  readonly evictAfterSeconds?: number
}

/** Told about every step while a cluster starts. */
export type Progress = (step: { readonly what: string; readonly elapsedMs: number }) => void

/** A way to get a cluster. */
export interface ClusterProvider {
  readonly name: string
  /** Why it cannot run on this machine, in one line; undefined when it can. */
  unavailable(): Promise<string | undefined>
  create(request: ClusterRequest, progress?: Progress): Promise<TestCluster>
}

/** A running cluster. */
export interface TestCluster {
  readonly name: string
  readonly api: KubeApi
  /** Path of a kubeconfig with full rights. */
  readonly kubeconfig: string
  /** Resolves when the API answers, the nodes are ready and pods can be created. */
  waitReady(options?: { readonly timeoutMs?: number }): Promise<void>
  /** Server-side apply with strict validation, in the order given. */
  apply(objects: readonly KubeObject[]): Promise<ApplyReport>
  /** Copies logs, and writes all objects and events, into `directory`. */
  exportLogs(directory: string): Promise<void>
  /** Ends everything; safe to call twice. */
  destroy(): Promise<void>
}
