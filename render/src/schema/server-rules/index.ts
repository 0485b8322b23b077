import type { KubeObject } from '../../model/rendered-object.ts'
import type { Problem } from '../validate/problem.ts'
import { breach } from './breach.ts'
import { networkRules } from './network-rules.ts'
import { workloadRules } from './workload-rules.ts'

/** Kinds of which the published schema does not require a spec, though an empty one is refused. */
const needSpec = new Set([
  'v1 Pod',
  'v1 Service',
  'v1 PersistentVolume',
  'v1 PersistentVolumeClaim',
  'apps/v1 Deployment',
  'apps/v1 StatefulSet',
  'apps/v1 DaemonSet',
  'apps/v1 ReplicaSet',
  'batch/v1 Job',
  'batch/v1 CronJob',
  'networking.k8s.io/v1 Ingress',
])

/** What the API server refuses about fields taken together, which no schema says. */
export function serverRules(object: KubeObject): Problem[] {
  const { apiVersion, kind, spec } = object
  if (spec === undefined && needSpec.has(`${apiVersion} ${kind}`)) {
    return [breach('schema-required', ['spec'], '"spec" is missing', 'add "spec"')]
  }
  return [...workloadRules(object), ...networkRules(object)]
}
