import { describeObject, type Finding } from '@ainur/constructs'
import { defineRule, type ObjectRef } from '@ainur/constructs/finding'
import { objectRef } from '../model/object-ref.ts'
import type { Check, Rendering } from '../model/rendering.ts'
import { writtenObjects } from '../model/written-objects.ts'
import { workloadsOf } from '../pods/workload.ts'
import { ObjectIndex } from './references/object-index.ts'
import { podReferences } from './references/pod-references.ts'
import type { Reference } from './references/reference.ts'
import { referencesOf } from './references/references-of.ts'

const referenceMissing = defineRule('reference-missing', 'error', {
  title:
    'an object names another that nothing makes: not the tree, a secret need, `provides()`, a release, or the distribution',
  why: 'Pods stay in `ContainerCreating`, routes answer with errors, and Argo CD reports nothing but progress.',
  remedy: 'Correct the name, or declare who makes the object.',
})

const referenceKeyMissing = defineRule('reference-key-missing', 'error', {
  title:
    'a ConfigMap or Secret exists without the key that is asked for (a `subPath` means one too), or a Service without the port',
  why: 'The pod is never started, or the route leads nowhere.',
  remedy: 'Name a key or port that exists; the message lists them.',
})

/**
 * Everything that an object names must exist: in the tree, among the secret needs, among what apps and releases say they
 * provide, or in the distribution. Optional references may dangle.
 */
export const referencesCheck: Check = {
  rules: [referenceMissing, referenceKeyMissing],
  run(rendering) {
    const index = new ObjectIndex(rendering)
    return [
      ...writtenObjects(rendering).flatMap((object) =>
        referencesOf(object).flatMap((reference) => judgeReference(index, reference, objectRef(object))),
      ),
      ...releasePriorities(rendering, index),
    ]
  },
}

/** Of a release's pods only the priority is ours; the rest it makes itself. */
function releasePriorities(rendering: Rendering, index: ObjectIndex): Finding[] {
  return workloadsOf({ apps: rendering.apps, objects: [] }).flatMap(({ ref, template }) =>
    podReferences(template, ref.namespace ?? '')
      .filter(({ kind }) => kind === 'PriorityClass')
      .flatMap((reference) => judgeReference(index, reference, ref)),
  )
}

function judgeReference(index: ObjectIndex, reference: Reference, subject: ObjectRef): Finding[] {
  if (reference.optional) return []
  const result = index.resolve(reference)
  if (result === 'found') return []
  const { kind, namespace, name, key, path } = reference
  const target = describeObject({ apiVersion: '', kind, namespace, name })
  const { names, keys } = index.alternatives(reference)
  if (result === 'missing') {
    const message = `${target} does not exist${listed(`; there ${names.length === 1 ? 'is' : 'are'}`, names)}`
    const remedy =
      kind === 'Secret'
        ? 'correct the name, or declare the Secret with addSecretNeed() so that the bootstrap makes it'
        : 'correct the name, add the object to an app, or declare it with provides() if something else makes it'
    return [referenceMissing.finding(subject, path, message, remedy)]
  }
  const what = kind === 'Service' ? 'port' : 'key'
  const message = `${target} has no ${what} "${key}"${listed('; it has', keys)}`
  return [referenceKeyMissing.finding(subject, path, message, `name one of its ${what}s, or add "${key}" to it`)]
}

function listed(lead: string, values: readonly string[]): string {
  if (values.length === 0) return ''
  const unique = [...new Set(values)].sort()
  const shown = unique.slice(0, 8)
  return `${lead} ${shown.join(', ')}${unique.length > shown.length ? `, and ${unique.length - shown.length} more` : ''}`
}
