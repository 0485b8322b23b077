import { providedCrds } from '../../app/provided-crds.ts'
import type { UpstreamRelease } from '../../app/upstream-release.ts'
import { scrapeAnnotations } from '../../workload/scrape-annotations.ts'
import { priorityClass } from '../namespaces/priority-classes.ts'
import { trustManagerUpstream } from './upstream.ts'

const { chart, images } = trustManagerUpstream

const resources = { requests: { cpu: '10m', memory: '48Mi' }, limits: { memory: '128Mi' } } as const

/** Copies one file and ends. */
const packageResources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '48Mi' } } as const

const metricsPort = 9402

const hardened = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
} as const

/** The chart, with everything that it makes. `namespace` is both the release's own and the trust namespace. */
export function trustManagerRelease(namespace: string): UpstreamRelease {
  return {
    name: 'trust-manager',
    source: {
      type: 'chart',
      repoURL: chart.repository,
      chart: chart.name,
      version: chart.version,
      values: {
        crds: { enabled: true },
        app: {
          trust: { namespace },
          metrics: { port: metricsPort },
          podAnnotations: scrapeAnnotations(metricsPort),
          // A Pi under load stalls longer than the default renew deadline of ten seconds; losing the lease restarts the pod.
          leaderElection: { leaseDuration: '60s', renewDeadline: '40s' },
        },
        // Merged bundles need the public CAs as well as ours.
        defaultPackage: { enabled: true, resources: packageResources },
        defaultPackageImage: { tag: images.defaultPackage.tag },
        priorityClassName: priorityClass.critical,
        resources,
      },
    },
    contents: {
      namespaces: [namespace],
      clusterKinds: [
        'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
        'apiextensions.k8s.io/CustomResourceDefinition',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
      workloads: [
        {
          kind: 'Deployment',
          namespace,
          name: 'trust-manager',
          placedBy: { values: '' },
          podSpec: {
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            priorityClassName: priorityClass.critical,
            initContainers: [
              {
                name: 'cert-manager-package-debian',
                image: images.defaultPackage.reference,
                resources: packageResources,
                securityContext: hardened,
              },
            ],
            containers: [
              { name: 'trust-manager', image: images.controller.reference, resources, securityContext: hardened },
            ],
          },
        },
      ],
      provides: [
        ...providedCrds(['bundles.trust.cert-manager.io']),
        { group: '', kind: 'Service', namespace, name: 'trust-manager' },
      ],
    },
    facts: `https://github.com/cert-manager/trust-manager/tree/${trustManagerUpstream.version}/deploy/charts/trust-manager`,
  }
}
