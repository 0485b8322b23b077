import type { Problem } from '@ainur/constructs/finding'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asMap } from '../../model/shape.ts'
import { schemaRule } from '../schema-rules.ts'
import { bindingRules, roleRules } from './access-rules.ts'
import { breach } from './breach.ts'
import { configRules } from './config-rules.ts'
import { ingressRules } from './ingress-rules.ts'
import { networkPolicyRules } from './network-policy-rules.ts'
import { holdsNull, withoutNulls } from './nulls.ts'
import { autoscalerRules, budgetRules, priorityRules, webhookRules } from './policy-rules.ts'
import { serviceRules } from './service-rules.ts'
import { claimRules, volumeObjectRules } from './storage-rules.ts'
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

const byKind: Readonly<Record<string, (object: KubeObject) => Problem[]>> = {
  'v1 ConfigMap': configRules,
  'v1 Secret': configRules,
  'v1 Service': ({ spec }) => serviceRules(asMap(spec)),
  'v1 PersistentVolume': ({ spec }) => volumeObjectRules(asMap(spec)),
  'v1 PersistentVolumeClaim': ({ spec }) => claimRules(asMap(spec), ['spec']),
  'networking.k8s.io/v1 Ingress': ingressRules,
  'networking.k8s.io/v1 NetworkPolicy': ({ spec }) => networkPolicyRules(asMap(spec)),
  'rbac.authorization.k8s.io/v1 Role': roleRules,
  'rbac.authorization.k8s.io/v1 ClusterRole': roleRules,
  'rbac.authorization.k8s.io/v1 RoleBinding': bindingRules,
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': bindingRules,
  'autoscaling/v1 HorizontalPodAutoscaler': ({ spec }) => autoscalerRules(asMap(spec)),
  'autoscaling/v2 HorizontalPodAutoscaler': ({ spec }) => autoscalerRules(asMap(spec)),
  'policy/v1 PodDisruptionBudget': ({ spec }) => budgetRules(asMap(spec)),
  'scheduling.k8s.io/v1 PriorityClass': priorityRules,
  'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration': webhookRules,
  'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration': webhookRules,
}

/** What the API server refuses about fields taken together, which no schema says. */
export function serverRules(given: KubeObject): Problem[] {
  // It reads null as absent, and so do the rules.
  const object = holdsNull(given) ? (withoutNulls(given) as KubeObject) : given
  const type = `${object.apiVersion} ${object.kind}`
  if (object.spec === undefined && needSpec.has(type)) {
    return [breach(schemaRule.required, ['spec'], '"spec" is missing', 'add "spec"')]
  }
  return byKind[type]?.(object) ?? workloadRules(object)
}
