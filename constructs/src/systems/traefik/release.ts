import { providedCrds } from '../../app/provided-crds.ts'
import type { ProvidedObject, UpstreamRelease } from '../../app/upstream-release.ts'
import { traefikCrdNames, traefikUpstream } from './upstream.ts'
import { traefikResources } from './values.ts'

const { chart, images } = traefikUpstream

/** What Traefik's chart brings, whether k3s installs it or we do. */
export function providedByTraefik(namespace: string): ProvidedObject[] {
  return [
    ...providedCrds(traefikCrdNames),
    { group: 'networking.k8s.io', kind: 'IngressClass', name: 'traefik' },
    { group: '', kind: 'Service', namespace, name: 'traefik' },
  ]
}

/** The upstream chart, for clusters that come without Traefik. */
export function traefikRelease(
  namespace: string,
  values: Record<string, unknown> & { readonly deployment: { readonly replicas: number } },
): UpstreamRelease {
  return {
    name: 'traefik',
    source: { type: 'chart', repoURL: chart.repository, chart: chart.name, version: chart.version, values },
    contents: {
      namespaces: [namespace],
      clusterKinds: [
        'apiextensions.k8s.io/CustomResourceDefinition',
        'networking.k8s.io/IngressClass',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
      workloads: [
        {
          kind: 'Deployment',
          namespace,
          name: 'traefik',
          replicas: values.deployment.replicas,
          placedBy: { values: '' },
          podSpec: {
            priorityClassName: 'system-cluster-critical',
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 65532,
              runAsGroup: 65532,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [
              {
                name: 'traefik',
                image: images.traefik.reference,
                resources: traefikResources,
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                  readOnlyRootFilesystem: true,
                },
              },
            ],
          },
        },
      ],
      provides: providedByTraefik(namespace),
    },
    facts: `https://github.com/traefik/traefik-helm-chart/tree/v${chart.version}/traefik`,
  }
}
