/** @see https://github.com/argoproj/argo-cd/releases */
export const argoCdVersion = 'v3.5.1'

/** Chart that carries this version. @see https://github.com/argoproj/argo-helm/releases/tag/argo-cd-10.4.0 */
export const argoCdChartVersion = '10.4.0'

export const argoCdImages = {
  argoCd: `quay.io/argoproj/argocd:${argoCdVersion}`,
  /** The version that Argo CD's own manifests name. */
  redis: 'public.ecr.aws/docker/library/redis:8.2.3-alpine',
} as const
