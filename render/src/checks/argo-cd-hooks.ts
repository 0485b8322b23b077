import type { Check } from '../model/rendering.ts'
import { writtenObjects } from '../model/written-objects.ts'
import { findingAbout } from './finding-about.ts'

/**
 * Annotations that make Argo CD run an object as a hook. It honours those of Helm in plain files too, which has
 * deadlocked first installations.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks
 */
export const argoCdHooksCheck: Check = {
  id: 'argo-cd-hooks',
  run(rendering) {
    return writtenObjects(rendering).flatMap((object) =>
      Object.entries(object.metadata.annotations ?? {}).flatMap(([name, value]) => {
        const path = `metadata.annotations["${name}"]`
        if (name === 'helm.sh/hook') {
          const message = `"${value}" makes Argo CD run this object as a hook instead of keeping it; Helm is not involved`
          const remedy = 'remove the annotation, or leave the object out'
          return [findingAbout(object, 'helm-hook', 'error', path, message, remedy)]
        }
        if (name === 'argocd.argoproj.io/hook' && value !== 'Skip') {
          const message = `"${value}" makes this object a hook: it is made anew at every sync, and not healed between them`
          const remedy = 'remove the annotation; order follows from references between apps'
          return [findingAbout(object, 'argo-cd-hook', 'warning', path, message, remedy)]
        }
        return []
      }),
    )
  },
}
