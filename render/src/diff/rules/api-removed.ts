import { defineRule } from '@ainur/constructs/finding'
import type { DiffCheck } from '../rule/diff-check.ts'

const rule = defineRule('api-removed', 'error', {
  title: 'an API version is gone in the target’s Kubernetes',
  why: 'The API server answers `no matches for kind`, and the whole Application fails to sync. The target is the Kubernetes version of the cluster’s definition, or what `--kubernetes` says.',
  remedy: 'Write the object in a version that the target serves.',
  accept: 'Accept it only when the tree is for an older cluster than the one that is named.',
})

/**
 * API version and kinds (`*`: all of the version) -> the minor of Kubernetes that no longer serves it, and what to use.
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const removed: readonly (readonly [apiVersion: string, kinds: string, minor: number, instead: string])[] = [
  ['extensions/v1beta1', 'DaemonSet Deployment ReplicaSet', 16, 'apps/v1'],
  ['extensions/v1beta1', 'NetworkPolicy', 16, 'networking.k8s.io/v1'],
  ['extensions/v1beta1', 'Ingress', 22, 'networking.k8s.io/v1'],
  ['extensions/v1beta1', 'PodSecurityPolicy', 16, 'Pod Security labels of the namespace'],
  ['apps/v1beta1', '*', 16, 'apps/v1'],
  ['apps/v1beta2', '*', 16, 'apps/v1'],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    22,
    'admissionregistration.k8s.io/v1',
  ],
  ['apiextensions.k8s.io/v1beta1', '*', 22, 'apiextensions.k8s.io/v1'],
  ['apiregistration.k8s.io/v1beta1', '*', 22, 'apiregistration.k8s.io/v1'],
  ['authentication.k8s.io/v1beta1', 'TokenReview', 22, 'authentication.k8s.io/v1'],
  ['authorization.k8s.io/v1beta1', '*', 22, 'authorization.k8s.io/v1'],
  ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', 22, 'certificates.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1', 'Lease', 22, 'coordination.k8s.io/v1'],
  ['networking.k8s.io/v1beta1', 'Ingress IngressClass', 22, 'networking.k8s.io/v1'],
  ['rbac.authorization.k8s.io/v1beta1', '*', 22, 'rbac.authorization.k8s.io/v1'],
  ['rbac.authorization.k8s.io/v1alpha1', '*', 22, 'rbac.authorization.k8s.io/v1'],
  ['scheduling.k8s.io/v1beta1', 'PriorityClass', 22, 'scheduling.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSIDriver CSINode StorageClass VolumeAttachment', 22, 'storage.k8s.io/v1'],
  ['batch/v1beta1', 'CronJob', 25, 'batch/v1'],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', 25, 'discovery.k8s.io/v1'],
  ['events.k8s.io/v1beta1', 'Event', 25, 'events.k8s.io/v1'],
  ['autoscaling/v2beta1', '*', 25, 'autoscaling/v2'],
  ['policy/v1beta1', 'PodDisruptionBudget', 25, 'policy/v1'],
  ['policy/v1beta1', 'PodSecurityPolicy', 25, 'Pod Security labels of the namespace'],
  ['node.k8s.io/v1beta1', 'RuntimeClass', 25, 'node.k8s.io/v1'],
  ['autoscaling/v2beta2', '*', 26, 'autoscaling/v2'],
  ['flowcontrol.apiserver.k8s.io/v1beta1', '*', 26, 'flowcontrol.apiserver.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', 27, 'storage.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', '*', 29, 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta3', '*', 32, 'flowcontrol.apiserver.k8s.io/v1'],
]

/** An API version that the target's Kubernetes does not serve. */
export const apiRemoved: DiffCheck = {
  rule,
  *run({ changes, kubernetesMinor }) {
    const target = Number(kubernetesMinor.split('.')[1])
    for (const { before, after } of changes) {
      if (!after || before?.ref.apiVersion === after.ref.apiVersion) continue
      const { apiVersion, kind } = after.ref
      const entry = removed.find(
        ([version, kinds, minor]) =>
          version === apiVersion && (kinds === '*' || kinds.split(' ').includes(kind)) && minor <= target,
      )
      if (entry) {
        const message = `${apiVersion} ${kind} is served up to Kubernetes 1.${entry[2] - 1}; the target is ${kubernetesMinor}.`
        yield rule.finding(after.ref, 'apiVersion', message, `Use ${entry[3]}.`)
      }
    }
  },
}
