import { defineRule } from '@ainur/constructs/finding'
import { asText, specOf } from '../../model/shape.ts'
import { isDefinition, listObjects, objectsOf, versionsOf } from '../reading/definitions.ts'
import type { DiffCheck } from '../rule/diff-check.ts'

const rule = defineRule('crd-version-removed', ['error', 'warning'], {
  title: 'a version of a custom resource is no longer served',
  why: 'Objects written for the version can no longer be applied or read. If the version is listed in `status.storedVersions`, the API server refuses the new definition altogether until the stored objects are migrated.',
  remedy:
    'Move the objects to a served version first, let the stored ones be rewritten, and remove the version from status.storedVersions.',
  accept:
    'Accept it when every object in Git uses another version and `kubectl get crd <name> -o jsonpath={.status.storedVersions}` no longer lists it.',
})

/** A version of a custom resource that is no longer served. */
export const crdVersionRemoved: DiffCheck = {
  rule,
  *run({ changes, trees }) {
    for (const { change, before, after } of changes) {
      if (change !== 'changed' || !before || !after || !isDefinition(after)) continue
      const [old, now] = [versionsOf(before), versionsOf(after)]
      const group = asText(specOf(after.value).group) ?? ''
      for (const [name, version] of old) {
        const next = now.get(name)
        if (!version.served || next?.served) continue
        const users = objectsOf(after, trees.head).filter(({ ref }) => ref.apiVersion === `${group}/${name}`)
        const used =
          users.length > 0
            ? ` ${users.length} in the tree still use it: ${listObjects(users)}.`
            : ' No object of the tree uses it.'
        const stored =
          version.storage && !next
            ? ' It was the stored version: the API server refuses the definition while its status.storedVersions lists it.'
            : ''
        yield rule.finding(
          after.ref,
          'spec.versions',
          `Version ${name} is ${next ? 'no longer served' : 'removed'}.${stored}${used}`,
          undefined,
          users.length > 0 || stored ? 'error' : 'warning',
        )
      }
    }
  },
}
