import type { ContainerLike } from '@ainur/constructs'
import { parseImageReference } from '@ainur/constructs/image-reference'
import { isRecord } from '@ainur/constructs/is-record'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { PodTemplate } from '../../pods/pod-template.ts'

/**
 * The pods that a system-upgrade-controller Plan makes, as far as the Plan says.
 *
 * The controller takes the tag from `spec.version` (`+` becomes `-`) and picks nodes by a label selector; its Jobs are
 * privileged, on the host's network, and use the host's process and IPC namespaces.
 *
 * @see https://github.com/rancher/system-upgrade-controller/blob/v0.20.1/pkg/upgrade/job/job.go
 */
export function upgradePlanTemplate(object: KubeObject): PodTemplate | undefined {
  const spec: unknown = object.spec
  if (!isRecord(spec)) return undefined
  const container = (name: string): ContainerLike[] => {
    const part = spec[name]
    if (!isRecord(part) || typeof part.image !== 'string') return []
    return [{ name, image: withVersion(part.image, spec.version), securityContext: { privileged: true } }]
  }
  const containers = container('upgrade')
  const initContainers = container('prepare')
  if (containers.length === 0 && initContainers.length === 0) return undefined
  const tolerations = Array.isArray(spec.tolerations) ? spec.tolerations : []
  return {
    path: 'spec',
    labels: {},
    workloadType: 'completes',
    replicas: typeof spec.concurrency === 'number' ? spec.concurrency : 1,
    edit: 'plan',
    spec: {
      containers,
      initContainers,
      hostNetwork: true,
      hostPID: true,
      hostIPC: true,
      // The controller cordons the node before its own pod starts.
      tolerations: [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }, ...tolerations],
      affinity: nodeAffinity(spec.nodeSelector),
    },
  }
}

function withVersion(image: string, version: unknown): string {
  const { tag, digest } = parseImageReference(image)
  return tag || digest || typeof version !== 'string' ? image : `${image}:${version.replaceAll('+', '-')}`
}

function nodeAffinity(selector: unknown): Record<string, unknown> | undefined {
  if (!isRecord(selector)) return undefined
  const labels = isRecord(selector.matchLabels) ? selector.matchLabels : {}
  const expressions = Array.isArray(selector.matchExpressions) ? selector.matchExpressions : []
  const matchExpressions = [
    ...Object.entries(labels).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...expressions,
  ]
  if (matchExpressions.length === 0) return undefined
  return {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  }
}
