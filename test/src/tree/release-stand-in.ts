import type { UpstreamRelease } from '@ainur/constructs'
import type { KubeObject } from '../api/kube-object.ts'

const podOwners = {
  Deployment: { apiVersion: 'apps/v1', replicas: true },
  StatefulSet: { apiVersion: 'apps/v1', replicas: true },
  DaemonSet: { apiVersion: 'apps/v1', replicas: false },
  Job: { apiVersion: 'batch/v1', replicas: false },
} as const

/**
 * What stands in for an upstream release where it cannot be fetched: the workloads that it declares, with their images,
 * requests and placement, and nothing else. Its RBAC, Services, webhooks and CustomResourceDefinitions are left out;
 * the definitions are installed beforehand.
 */
export function releaseStandIn(release: UpstreamRelease): KubeObject[] {
  return release.contents.workloads.map(({ kind, namespace, name, replicas = 1, podSpec }) => {
    const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': release.name }
    const owner = podOwners[kind]
    // ServiceAccounts are among what is left out, and a pod that names a missing one is refused.
    const { serviceAccountName: _, serviceAccount: __, ...spec } = podSpec
    return {
      apiVersion: owner.apiVersion,
      kind,
      metadata: { name, namespace, labels },
      spec: {
        ...(owner.replicas ? { replicas } : {}),
        ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
        ...(kind === 'Job' ? {} : { selector: { matchLabels: labels } }),
        template: {
          metadata: { labels },
          spec: { ...(kind === 'Job' ? { restartPolicy: 'Never' } : {}), ...spec },
        },
      },
    }
  })
}
