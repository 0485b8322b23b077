import { providedCrds } from '../../app/provided-crds.ts'
import type { ReleaseWorkload, UpstreamRelease } from '../../app/upstream-release.ts'
import { priorityClass } from '../namespaces/priority-classes.ts'
import { certManagerUpstream } from './upstream.ts'

/** Requests and limits. The caches of the CA injector grow with the Secrets and webhooks of the cluster. */
const resources = {
  controller: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '192Mi' } },
  cainjector: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '256Mi' } },
  webhook: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '96Mi' } },
} as const

const values = {
  crds: { enabled: true, keep: true },
  // Deleting a Certificate deletes the Secret with its key.
  enableCertificateOwnerRef: true,
  resources: resources.controller,
  cainjector: { resources: resources.cainjector },
  webhook: { resources: resources.webhook },
  // A post-install hook that asks whether the webhook answers: Argo CD would run it at every sync. Issuers come in a
  // later wave, and a sync that meets a webhook still starting is retried.
  startupapicheck: { enabled: false },
}

/** Values of the chart, in `namespace`. */
export function certManagerValues(namespace: string) {
  return {
    ...values,
    global: {
      priorityClassName: priorityClass.critical,
      // By default the leader-election Roles and leases lie in kube-system; here they need no second namespace.
      leaderElection: { namespace },
    },
  }
}

/** The chart, with everything that it makes. `namespace` is the release's own; `values` are read when the tree is written. */
export function certManagerRelease(namespace: string, values: Record<string, unknown>): UpstreamRelease {
  return {
    name: 'cert-manager',
    source: {
      type: 'chart',
      repoURL: certManagerUpstream.chart.repository,
      chart: certManagerUpstream.chart.name,
      version: certManagerUpstream.chart.version,
      values,
    },
    contents: {
      namespaces: [namespace],
      clusterKinds: [
        'admissionregistration.k8s.io/MutatingWebhookConfiguration',
        'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
        'apiextensions.k8s.io/CustomResourceDefinition',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
      workloads: [
        workload(namespace, 'cert-manager', 'cert-manager-controller', 'controller', ''),
        workload(namespace, 'cert-manager-cainjector', 'cert-manager-cainjector', 'cainjector', 'cainjector'),
        workload(namespace, 'cert-manager-webhook', 'cert-manager-webhook', 'webhook', 'webhook'),
      ],
      provides: [
        ...providedCrds(crds.map((name) => `${name}.cert-manager.io`)),
        { group: '', kind: 'Service', namespace, name: 'cert-manager-webhook' },
      ],
    },
    facts: `https://github.com/cert-manager/cert-manager/tree/${certManagerUpstream.version}/deploy/charts/cert-manager`,
  }
}

const crds = [
  'certificaterequests',
  'certificates',
  'challenges.acme',
  'clusterissuers',
  'issuers',
  'orders.acme',
] as const

function workload(
  namespace: string,
  name: string,
  container: string,
  part: keyof typeof certManagerUpstream.images,
  values: string,
): ReleaseWorkload {
  return {
    kind: 'Deployment',
    namespace,
    name,
    placedBy: { values },
    podSpec: {
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      priorityClassName: priorityClass.critical,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: container,
          image: certManagerUpstream.images[part].reference,
          resources: resources[part],
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            readOnlyRootFilesystem: true,
          },
        },
      ],
    },
  }
}
