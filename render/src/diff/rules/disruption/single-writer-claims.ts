import { asMap, asMaps, asText, asTexts, specOf } from '../../../model/shape.ts'
import { podTemplatesOf } from '../../../pods/index.ts'
import type { Tree, TreeObject } from '../../model.ts'

/** Claims of the pods that only one node can mount. Claims that are not in the tree are left out. */
export function singleWriterClaims(object: TreeObject, tree: Tree): string[] {
  const spec = podTemplatesOf(object.value)[0]?.spec as Record<string, unknown> | undefined
  const names = asMaps(spec?.volumes).flatMap(
    ({ persistentVolumeClaim }) => asText(asMap(persistentVolumeClaim).claimName) ?? [],
  )
  const single = (claim: Record<string, unknown>) => {
    const modes = asTexts(claim.accessModes)
    return modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')
  }
  const own = asMaps(specOf(object.value).volumeClaimTemplates).flatMap((claim) =>
    single(asMap(claim.spec)) ? [`${asText(asMap(claim.metadata).name)}-${object.ref.name}-0`] : [],
  )
  return [
    ...names.filter((name) =>
      single(specOf(tree.find('', 'PersistentVolumeClaim', object.ref.namespace, name)?.value)),
    ),
    ...own,
  ]
}
