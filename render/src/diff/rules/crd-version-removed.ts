import { describeObject } from '@ainur/constructs/finding'
import { asMap, asMaps, asText, asTexts, specOf } from '../../model/shape.ts'
import type { Tree } from '../input/tree.ts'
import type { TreeObject } from '../input/tree-object.ts'
import { report } from '../rule/report.ts'
import type { Rule } from '../rule/rule.ts'

/** A version of a custom resource that is no longer served. */
export const crdVersionRemoved: Rule = {
  id: 'crd-version-removed',
  severity: 'error',
  title: 'a version of a custom resource is no longer served',
  why: 'Objects written for the version can no longer be applied or read. If the version is listed in `status.storedVersions`, the API server refuses the new definition altogether until the stored objects are migrated.',
  accept:
    'Accept it when every object in Git uses another version and `kubectl get crd <name> -o jsonpath={.status.storedVersions}` no longer lists it.',
  *run({ changes, trees }) {
    for (const { change, before, after } of changes) {
      if (change !== 'changed' || !before || !after || after.group !== 'apiextensions.k8s.io') continue
      const [old, now] = [versions(before), versions(after)]
      for (const [name, version] of old) {
        const next = now.get(name)
        if (!version.served || next?.served) continue
        const users = usersOf(after, name, trees.head)
        const used =
          users.length > 0
            ? ` ${users.length} in the tree still use it: ${list(users)}.`
            : ' No object of the tree uses it.'
        const stored =
          version.storage && !next
            ? ' It was the stored version: the API server refuses the definition while its status.storedVersions lists it.'
            : ''
        yield report(
          'crd-version-removed',
          users.length > 0 || stored ? 'error' : 'warning',
          after.ref,
          'spec.versions',
          `Version ${name} is ${next ? 'no longer served' : 'removed'}.${stored}${used}`,
          'Move the objects to a served version first, let the stored ones be rewritten, and remove the version from status.storedVersions.',
        )
      }
    }
  },
}

function versions(definition: TreeObject): Map<string, { served: boolean; storage: boolean }> {
  const list = asMaps(specOf(definition.value).versions)
  return new Map(
    list.map((each) => [asText(each.name) ?? '', { served: each.served !== false, storage: each.storage === true }]),
  )
}

function usersOf(definition: TreeObject, version: string, tree: Tree): TreeObject[] {
  const spec = specOf(definition.value)
  const group = asText(spec.group) ?? ''
  return tree
    .ofKind(group, asText(asMap(spec.names).kind) ?? '')
    .filter(({ ref }) => ref.apiVersion === `${group}/${version}`)
}

function list(objects: readonly TreeObject[]): string {
  const names = asTexts(objects.slice(0, 5).map(({ ref }) => describeObject(ref)))
  return `${names.join(', ')}${objects.length > 5 ? ` and ${objects.length - 5} more` : ''}`
}
