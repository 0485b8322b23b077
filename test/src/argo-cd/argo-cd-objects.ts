import type { KubeObject } from '../api/kube-object.ts'

const namespace = 'argocd'
const partOf = { 'app.kubernetes.io/part-of': 'argocd' }

/**
 * What the programs want to find before they start.
 * The project `default` is made here because it is argocd-server, which does not run, that makes it elsewhere.
 */
export function argoCdObjects(configuration: Readonly<Record<string, string>>): KubeObject[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'argocd-cm', namespace, labels: partOf },
      data: { ...configuration },
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'argocd-secret', namespace, labels: partOf },
      type: 'Opaque',
      stringData: { 'server.secretkey': 'of a test cluster' },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'default', namespace },
      spec: {
        sourceRepos: ['*'],
        destinations: [{ namespace: '*', server: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    },
  ]
}
