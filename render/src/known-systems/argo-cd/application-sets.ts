import { defineRule } from '@ainur/constructs/finding'
import { groupOf } from '../../model/group-of.ts'
import { objectRef } from '../../model/object-ref.ts'
import type { Check } from '../../model/rendering.ts'
import { workloadsOf } from '../../pods/workload.ts'

const applicationSetIgnored = defineRule('application-set-ignored', 'error', {
  title: 'the tree holds an ApplicationSet, and its Argo CD does not run their controller',
  why: 'No Application is made of it, and nothing says so.',
  remedy: 'Write `applicationSets: true` among the props of `ArgoCd`.',
})

/** ApplicationSets have somebody who looks after them, where the tree brings its own Argo CD. */
export const applicationSetsCheck: Check = {
  rules: [applicationSetIgnored],
  run(rendering) {
    const sets = rendering.objects.filter(
      ({ object }) => object.kind === 'ApplicationSet' && groupOf(object.apiVersion) === 'argoproj.io',
    )
    if (sets.length === 0) return []
    const running = workloadsOf(rendering).filter(({ template }) => template.replicas > 0)
    const runs = (part: string) => running.some(({ ref }) => ref.name.endsWith(part))
    if (!runs('argocd-application-controller') || runs('argocd-applicationset-controller')) return []
    return sets.map(({ object }) =>
      applicationSetIgnored.finding(objectRef(object), '', 'the controller of ApplicationSets is switched off'),
    )
  },
}
