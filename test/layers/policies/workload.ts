import type { Architecture } from '@ainur/constructs'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { type PolicyCase, worldLabel } from './case.ts'

/** Label of the pods of a workload: its name. */
export const caseLabel = 'test.ainur.tools/case'

/** An image of a made-up registry that exists for these architectures: `example.com/amd64-arm64:1`. */
export function imageFor(platforms: readonly Architecture[]): string {
  return `example.com/${platforms.join('-')}:1`
}

/** The object as its author wrote it, bound to the nodes of its world and otherwise unplaced. */
export function workload(one: PolicyCase, world: string, name: string): KubeObject {
  const labels = { [caseLabel]: name }
  const template = { metadata: { labels }, spec: podSpec(one, world) }
  const metadata = { name, namespace: 'default' }
  const apps = { apiVersion: 'apps/v1', kind: one.kind, metadata }
  const selector = { matchLabels: labels }
  const restartPolicy = 'Never'
  switch (one.kind) {
    case 'Pod':
      return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, labels }, spec: template.spec }
    case 'Deployment':
    case 'DaemonSet':
      return { ...apps, spec: { selector, template } }
    case 'StatefulSet':
      return { ...apps, spec: { serviceName: name, selector, template } }
    case 'Job':
      return {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata,
        spec: { template: { ...template, spec: { ...template.spec, restartPolicy } } },
      }
    case 'CronJob': {
      const jobTemplate = { spec: { template: { ...template, spec: { ...template.spec, restartPolicy } } } }
      return { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: { schedule: '0 0 * * *', jobTemplate } }
    }
  }
}

/**
 * The object to apply. A DaemonSet needs its controller, which binds each pod to a node by an affinity of its own; the
 * controllers of the other kinds copy the pod template as it is, so that one pod is enough.
 */
export function schedulable(object: KubeObject): KubeObject {
  if (object.kind === 'Pod' || object.kind === 'DaemonSet') return object
  const { template } = object.kind === 'CronJob' ? object.spec.jobTemplate.spec : object.spec
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...object.metadata, labels: template.metadata.labels },
    spec: template.spec,
  }
}

function podSpec(one: PolicyCase, world: string) {
  const container = (prefix: string) => (platforms: readonly Architecture[], index: number) => ({
    name: `${prefix}-${index}`,
    image: imageFor(platforms),
  })
  const nodeSelectorTerms = one.requiredTerms.map((term) => ({ matchExpressions: term }))
  return {
    containers: one.containers.map(container('main')),
    ...(one.initContainers.length > 0 ? { initContainers: one.initContainers.map(container('init')) } : {}),
    nodeSelector: { ...one.nodeSelector, [worldLabel]: world },
    tolerations: one.tolerated.map((key) => ({ key, operator: 'Exists' })),
    ...(nodeSelectorTerms.length > 0
      ? { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } }
      : {}),
  }
}
