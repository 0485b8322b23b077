import { groupOf } from '@ainur/render/group-of'
import type { KubeObject } from '../api/kube-object.ts'

/** The definitions whose API group one of the objects uses. Each of the others would cost start-up time for nothing. */
export function crdsFor(objects: readonly KubeObject[], crds: readonly KubeObject[]): readonly KubeObject[] {
  const groups = new Set(objects.map(({ apiVersion }) => groupOf(apiVersion)))
  return crds.filter((crd) => groups.has(crd.spec.group))
}
