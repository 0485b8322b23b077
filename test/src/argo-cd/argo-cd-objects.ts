import type { KubeObject } from '../api/kube-object.ts'

const namespace = 'argocd'
const partOf = { 'app.kubernetes.io/part-of': 'argocd' }

/**
 * Objects that the programs need before they start; among them the project `default`, which otherwise argocd-server makes.
 * It does not run here.
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
