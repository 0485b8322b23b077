import { describe, type KubeObject } from '../../src/api/kube-object.ts'
import type { ProgramCluster } from '../../src/programs/program-cluster.ts'
import { until } from '../../src/wait/until.ts'

interface Subject {
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}

/**
 * Resolves when the API server grants what the bindings among these objects say; it reads them a moment after it took
 * them, and a program that is faster would be refused once.
 */
export async function waitForRights({ api, family }: ProgramCluster, objects: readonly KubeObject[]): Promise<void> {
  for (const binding of objects.filter(({ kind }) => ['RoleBinding', 'ClusterRoleBinding'].includes(kind))) {
    const role = objects.find(
      ({ kind, metadata }) => kind === binding.roleRef.kind && metadata.name === binding.roleRef.name,
    )
    const rule = role?.rules?.find(({ resources }: { readonly resources?: readonly string[] }) => resources)
    if (!rule) continue
    const [resource, subresource] = rule.resources[0].split('/')
    const resourceAttributes = {
      namespace: binding.metadata.namespace,
      group: rule.apiGroups[0],
      resource,
      subresource,
      verb: rule.verbs[0],
      name: rule.resourceNames?.[0],
    }
    for (const { name, namespace } of binding.subjects.filter(({ kind }: Subject) => kind === 'ServiceAccount')) {
      const review = {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        metadata: { name: '' },
        spec: { user: `system:serviceaccount:${namespace}:${name}`, resourceAttributes },
      }
      await until(
        async () => {
          const { status } = await api.create(review)
          return status.allowed ? { done: true } : { state: JSON.stringify(status) }
        },
        { what: `${describe(binding)} to count for ${namespace}/${name}`, guard: () => family.assertRunning() },
      )
    }
  }
}
