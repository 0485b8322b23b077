import { defineRule } from '@ainur/constructs/finding'
import { parseQuantity } from '@ainur/constructs/quantity'
import { asText, specOf } from '../../model/shape.ts'
import type { DiffCheck, Tree, TreeObject } from '../model.ts'
import { alterations } from '../reading/changed-paths.ts'

const rule = defineRule('pvc-shrink', 'error', {
  title: 'a volume claim shrinks, or grows where its class cannot',
  why: 'Volumes never shrink: the API server refuses a smaller request, and the Application stays `OutOfSync`. A larger request is refused too when the StorageClass does not say `allowVolumeExpansion: true`. In a StatefulSet neither direction works, as `volumeClaimTemplates` are immutable.',
  remedy: 'Make a new claim of the right size and copy the data.',
  accept:
    'There is nothing to accept in a smaller size: it will not be applied. Make a second, smaller claim and copy the data.',
})

/** A claim that asks for less, or for more of a class that cannot grow. */
export const pvcShrink: DiffCheck = {
  rule,
  *run({ changes, trees }) {
    for (const { change, path, schema } of alterations(changes)) {
      const object = change.after as TreeObject
      const isClaim =
        object.group === '' &&
        object.ref.kind === 'PersistentVolumeClaim' &&
        schema === 'spec.resources.requests.storage'
      const inTemplate =
        object.ref.kind === 'StatefulSet' && schema === 'spec.volumeClaimTemplates.[].spec.resources.requests.storage'
      const [before, after] = [quantity(path.before), quantity(path.after)]
      if ((!isClaim && !inTemplate) || before === undefined || after === undefined) continue
      if (after < before) {
        const message = `The claim shrinks from ${path.before} to ${path.after}; volumes cannot shrink, and the sync will fail.`
        const remedy = 'Keep the size, or make a second claim of the wanted size and copy the data over.'
        yield rule.finding(object.ref, path.path, message, remedy)
      } else if (isClaim && cannotGrow(object, trees.base)) {
        const message = `The claim grows from ${path.before} to ${path.after}, but its StorageClass ${asText(specOf(object.value).storageClassName)} does not allow expansion: the sync will fail.`
        const remedy =
          'Set allowVolumeExpansion: true on the class first (its driver must be able to), or copy the data to a larger claim.'
        yield rule.finding(object.ref, path.path, message, remedy)
      }
    }
  },
}

function quantity(value: unknown): bigint | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined
}

function cannotGrow(claim: TreeObject, tree: Tree): boolean {
  const name = asText(specOf(claim.value).storageClassName)
  const storageClass = name ? tree.find('storage.k8s.io', 'StorageClass', undefined, name) : undefined
  return storageClass !== undefined && storageClass.value.allowVolumeExpansion !== true
}
