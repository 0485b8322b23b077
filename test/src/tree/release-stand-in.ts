import type { UpstreamRelease } from '@ainur/constructs'
import type { KubeObject } from '../api/kube-object.ts'
import { standIn } from './stand-in.ts'

/**
 * Replaces an upstream release that cannot be fetched: the workloads that it declares, with their images,
 * requests and placement, and nothing else. Its RBAC, Services, webhooks and CustomResourceDefinitions are left out;
 * the definitions are installed beforehand.
 */
export function releaseStandIn(release: UpstreamRelease): KubeObject[] {
  const labels = { 'app.kubernetes.io/instance': release.name }
  return release.contents.workloads.map((workload) => standIn({ ...workload, labels }))
}
