import { distributionWorkloads, type Rendering, workloadsOf } from '@ainur/render'
import type { KubeObject } from '../api/kube-object.ts'
import { standIn } from './stand-in.ts'

/** Stand-ins for every workload that is not in the tree: of upstream releases, of operators, of the distribution. */
export function declaredStandIns(rendering: Rendering): KubeObject[] {
  const declared = workloadsOf(rendering).filter(({ from }) => from === 'release')
  return [...declared, ...distributionWorkloads(rendering)].map(({ ref, template, release }) =>
    standIn({
      kind: ref.kind,
      name: ref.name,
      namespace: ref.namespace ?? '',
      labels: { ...template.labels, 'app.kubernetes.io/instance': release ?? '' },
      replicas: template.replicas,
      podSpec: template.spec,
    }),
  )
}
