import { defineRule } from '@ainur/constructs/finding'
import { objectRef } from '../../model/object-ref.ts'
import type { Check } from '../../model/rendering.ts'
import { writtenObjects } from '../../model/written-objects.ts'

const helmHook = defineRule('helm-hook', 'error', {
  title: 'an object has the annotation `helm.sh/hook`',
  why: 'Argo CD honours it in plain files too: it runs the object as a hook instead of keeping it, which has deadlocked first installations.',
  remedy: 'Remove the annotation, or leave the object out.',
})

const argoCdHook = defineRule('argo-cd-hook', 'warning', {
  title: 'an object has the annotation `argocd.argoproj.io/hook`',
  why: 'Argo CD makes it anew at every sync, and does not heal it between them.',
  remedy: 'Remove the annotation; order follows from references between apps.',
})

/**
 * Annotations that make Argo CD run an object as a hook. It honours those of Helm in plain files too, which has
 * deadlocked first installations.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks
 */
export const hooksCheck: Check = {
  rules: [helmHook, argoCdHook],
  run(rendering) {
    return writtenObjects(rendering).flatMap((object) =>
      Object.entries(object.metadata.annotations ?? {}).flatMap(([name, value]) => {
        const path = `metadata.annotations["${name}"]`
        if (name === 'helm.sh/hook') {
          const message = `"${value}" makes Argo CD run this object as a hook instead of keeping it; Helm is not involved`
          const remedy = 'remove the annotation, or leave the object out'
          return [helmHook.finding(objectRef(object), path, message, remedy)]
        }
        if (name === 'argocd.argoproj.io/hook' && value !== 'Skip') {
          const message = `"${value}" makes this object a hook: it is made anew at every sync, and not healed between them`
          const remedy = 'remove the annotation; order follows from references between apps'
          return [argoCdHook.finding(objectRef(object), path, message, remedy)]
        }
        return []
      }),
    )
  },
}
