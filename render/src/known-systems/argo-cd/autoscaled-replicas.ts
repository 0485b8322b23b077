import { describeObject } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { groupOf } from '../../model/group-of.ts'
import { objectRef } from '../../model/object-ref.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Check, FinishedRendering } from '../../model/rendering.ts'
import { asMap, specOf } from '../../model/shape.ts'

const hpaFixedReplicas = defineRule('hpa-fixed-replicas', 'error', {
  title: 'a HorizontalPodAutoscaler scales a workload whose `replicas` are in the tree',
  why: 'Argo CD puts back the number in Git within seconds of each change, and the autoscaler changes it again.',
  remedy: 'Leave `replicas` out of the workload: the autoscaler then decides alone.',
})

/**
 * What a HorizontalPodAutoscaler scales has no number of replicas of its own.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/best_practices/#leaving-room-for-imperativeness
 */
export const autoscaledReplicasCheck: Check = {
  rules: [hpaFixedReplicas],
  run(rendering) {
    return rendering.objects.flatMap(({ object }) => {
      if (object.kind !== 'HorizontalPodAutoscaler' || groupOf(object.apiVersion) !== 'autoscaling') return []
      const target = targetOf(object, rendering)
      if (!target || specOf(target).replicas === undefined) return []
      const message = `${describeObject(objectRef(object))} scales it, and Argo CD puts back ${specOf(target).replicas} within seconds`
      return [hpaFixedReplicas.finding(objectRef(target), 'spec.replicas', message)]
    })
  },
}

/** The workload of the tree that it scales, unless its app tells Argo CD to leave the number alone. */
function targetOf(autoscaler: KubeObject, { objects, apps }: FinishedRendering): KubeObject | undefined {
  const { apiVersion, kind, name } = asMap(specOf(autoscaler).scaleTargetRef)
  const group = groupOf(typeof apiVersion === 'string' ? apiVersion : '')
  const found = objects.find(
    ({ object }) =>
      object.kind === kind &&
      object.metadata.name === name &&
      groupOf(object.apiVersion) === group &&
      object.metadata.namespace === autoscaler.metadata.namespace,
  )
  const ignored = apps
    .find(({ appName }) => appName === found?.app)
    ?.options.ignoreDifferences.some(
      (difference) =>
        (difference.group ?? '') === group &&
        difference.kind === kind &&
        (difference.name ?? name) === name &&
        (difference.jsonPointers?.includes('/spec/replicas') ||
          difference.jqPathExpressions?.includes('.spec.replicas')),
    )
  return ignored ? undefined : found?.object
}
