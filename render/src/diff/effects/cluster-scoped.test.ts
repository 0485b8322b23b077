import { expect, it } from 'vitest'
import { isClusterScoped } from './cluster-scoped.ts'

const object = (group: string, kind: string) => ({ group, ref: { apiVersion: `${group}/v1`, kind, name: 'a' } })

it.each([
  ['', 'Namespace'],
  ['rbac.authorization.k8s.io', 'ClusterRole'],
  ['storage.k8s.io', 'StorageClass'],
  ['gateway.networking.k8s.io', 'GatewayClass'],
  ['admissionregistration.k8s.io', 'MutatingAdmissionPolicyBinding'],
  ['cert-manager.io', 'ClusterIssuer'],
])('knows that %s %s lives in no namespace', (group, kind) => {
  expect(isClusterScoped(object(group, kind))).toBe(true)
})

it.each([
  ['', 'ConfigMap'],
  ['rbac.authorization.k8s.io', 'Role'],
  ['postgresql.cnpg.io', 'Cluster'],
  ['cluster.x-k8s.io', 'ClusterClass'],
  ['secrets-store.csi.x-k8s.io', 'SecretProviderClass'],
  ['argoproj.io', 'AppProject'],
])('does not take %s %s for one', (group, kind) => {
  expect(isClusterScoped(object(group, kind))).toBe(false)
})
