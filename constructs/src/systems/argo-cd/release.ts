import type { ContainerLike } from '../../app/pod-spec.ts'
import { providedCrds } from '../../app/provided-crds.ts'
import type { ReleaseWorkload, UpstreamRelease } from '../../app/upstream-release.ts'
import { scrapeAnnotations } from '../../workload/scrape-annotations.ts'
import { priorityClass } from '../namespaces/priority-classes.ts'
import type { RepoServer } from './repo-server.ts'
import { argoCdUpstream } from './upstream.ts'

const { chart, images } = argoCdUpstream

/** Requests and limits, for some twenty Applications. The controller's memory grows with the objects of the cluster. */
const resources = {
  controller: { requests: { cpu: '100m', memory: '320Mi' }, limits: { memory: '1Gi' } },
  copyutil: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
  server: { requests: { cpu: '20m', memory: '96Mi' }, limits: { memory: '256Mi' } },
  redis: { requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '128Mi' } },
  applicationSet: { requests: { cpu: '10m', memory: '48Mi' }, limits: { memory: '256Mi' } },
  notifications: { requests: { cpu: '10m', memory: '48Mi' }, limits: { memory: '256Mi' } },
} as const

/** What of the chart follows from the props of `ArgoCd`. */
export interface ReleaseOptions {
  /** Changes when `argocd-cmd-params-cm` does, which pods read at start only. */
  readonly parametersHash: string
  readonly repoServer: Required<RepoServer>
  /** Lines of `known_hosts`. */
  readonly sshHostKeys: readonly string[]
  /** Entries of `argocd-secret` that are not secret. */
  readonly secretEntries: Readonly<Record<string, string>>
  readonly applicationSets: boolean
  readonly notifications: boolean
}

function repoServerResources({ memoryLimit }: Required<RepoServer>) {
  return { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: memoryLimit } }
}

/** Values of the chart. Its own ConfigMaps are off: the tree holds them, where checks and pull requests see them. */
function values(options: ReleaseOptions) {
  const { parametersHash, repoServer, sshHostKeys, secretEntries, applicationSets, notifications } = options
  return {
    // Applications must survive a mistaken removal of the chart, and keep their data.
    crds: { install: true, keep: true },
    global: {
      // A security release whose chart may not exist yet: the tag of the chart itself is older.
      image: { repository: images.argoCd.repository, tag: images.argoCd.tag },
      priorityClassName: priorityClass.critical,
      podAnnotations: { 'argocd-parameters-hash': parametersHash },
    },
    configs: {
      cm: { create: false },
      rbac: { create: false },
      params: { create: false },
      ...(Object.keys(secretEntries).length > 0 ? { secret: { extra: secretEntries } } : {}),
      ...(sshHostKeys.length > 0 ? { ssh: { extraHosts: sshHostKeys.join('\n') } } : {}),
    },
    controller: { replicas: 1, resources: resources.controller, podAnnotations: scrapeAnnotations(8082) },
    repoServer: {
      replicas: 1,
      resources: repoServerResources(repoServer),
      podAnnotations: scrapeAnnotations(8084),
      copyutil: { resources: resources.copyutil },
      // Repositories are fetched with their whole history; the default is 90s.
      env: [{ name: 'ARGOCD_EXEC_TIMEOUT', value: `${repoServer.fetchSeconds}s` }],
    },
    server: { replicas: 1, resources: resources.server, podAnnotations: scrapeAnnotations(8083) },
    redis: { resources: resources.redis, image: { repository: images.redis.repository, tag: images.redis.tag } },
    // The password of Redis comes from the bootstrap: the chart makes it in a hook that Argo CD would run at every sync.
    redisSecretInit: { enabled: false },
    dex: { enabled: false },
    notifications: notifications
      ? {
          cm: { create: false },
          secret: { create: false },
          resources: resources.notifications,
          podAnnotations: scrapeAnnotations(9001),
        }
      : { enabled: false },
    applicationSet: applicationSets
      ? { replicas: 1, resources: resources.applicationSet, podAnnotations: scrapeAnnotations(8080) }
      : { replicas: 0 },
  }
}

/** The chart, with everything that it makes in `namespace`. */
export function argoCdRelease(namespace: string, options: ReleaseOptions): UpstreamRelease {
  const workload = (
    kind: ReleaseWorkload['kind'],
    name: string,
    values: string,
    podSpec: ReleaseWorkload['podSpec'],
  ): ReleaseWorkload => ({
    kind,
    namespace,
    name,
    placedBy: { values },
    podSpec: { ...podSpec, priorityClassName: priorityClass.critical },
  })
  return {
    name: 'argocd',
    source: {
      type: 'chart',
      repoURL: chart.repository,
      chart: chart.name,
      version: chart.version,
      // The names of all objects follow from it, and the configuration names them.
      releaseName: 'argocd',
      values: values(options),
    },
    contents: {
      namespaces: [namespace],
      clusterKinds: [
        'apiextensions.k8s.io/CustomResourceDefinition',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
      workloads: [
        workload('StatefulSet', 'argocd-application-controller', 'controller', {
          containers: [container('application-controller', images.argoCd.reference, resources.controller)],
        }),
        workload('Deployment', 'argocd-repo-server', 'repoServer', {
          initContainers: [container('copyutil', images.argoCd.reference, resources.copyutil)],
          containers: [container('repo-server', images.argoCd.reference, repoServerResources(options.repoServer))],
        }),
        workload('Deployment', 'argocd-server', 'server', {
          containers: [container('server', images.argoCd.reference, resources.server)],
        }),
        workload('Deployment', 'argocd-redis', 'redis', {
          securityContext: { runAsNonRoot: true, runAsUser: 999, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [container('redis', images.redis.reference, resources.redis)],
        }),
        ...(options.applicationSets
          ? [
              workload('Deployment', 'argocd-applicationset-controller', 'applicationSet', {
                containers: [container('applicationset-controller', images.argoCd.reference, resources.applicationSet)],
              }),
            ]
          : []),
        ...(options.notifications
          ? [
              workload('Deployment', 'argocd-notifications-controller', 'notifications', {
                containers: [container('notifications-controller', images.argoCd.reference, resources.notifications)],
              }),
            ]
          : []),
      ],
      provides: [
        ...providedCrds(['applications', 'applicationsets', 'appprojects'].map((name) => `${name}.argoproj.io`)),
        { group: '', kind: 'Service', namespace, name: 'argocd-server', keys: ['http', 'https'] },
        { group: '', kind: 'Secret', namespace, name: 'argocd-secret' },
      ],
    },
    facts: `https://github.com/argoproj/argo-helm/tree/argo-cd-${chart.version}/charts/argo-cd`,
  }
}

function container(name: string, image: string, resources: ContainerLike['resources']): ContainerLike {
  return {
    name,
    image,
    resources,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  }
}
