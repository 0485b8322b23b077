import type { KubeObject } from '../api/kube-object.ts'

const podOwners: Readonly<Record<string, { apiVersion: string; replicas: boolean }>> = {
  Deployment: { apiVersion: 'apps/v1', replicas: true },
  StatefulSet: { apiVersion: 'apps/v1', replicas: true },
  DaemonSet: { apiVersion: 'apps/v1', replicas: false },
  Job: { apiVersion: 'batch/v1', replicas: false },
}

export interface StandInOptions {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly labels?: Readonly<Record<string, string>>
  readonly replicas?: number
  readonly podSpec: object
}

/** A workload that is known by its pods only: their images, requests and placement. Its ServiceAccount is left out. */
export function standIn({ kind, namespace, name, labels = {}, replicas = 1, podSpec }: StandInOptions): KubeObject {
  const owner = podOwners[kind]
  if (!owner) throw new Error(`cannot stand in for a ${kind}; known are ${Object.keys(podOwners).join(', ')}`)
  const podLabels = { 'app.kubernetes.io/name': name, ...labels }
  // A pod that names a missing ServiceAccount is refused, and the account is not known here.
  const { serviceAccountName: _, serviceAccount: __, ...spec } = podSpec as Record<string, unknown>
  return {
    apiVersion: owner.apiVersion,
    kind,
    metadata: { name, namespace, labels: podLabels },
    spec: {
      ...(owner.replicas ? { replicas } : {}),
      ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
      ...(kind === 'Job' ? {} : { selector: { matchLabels: podLabels } }),
      template: {
        metadata: { labels: podLabels },
        spec: { ...(kind === 'Job' ? { restartPolicy: 'Never' } : {}), ...spec },
      },
    },
  }
}
