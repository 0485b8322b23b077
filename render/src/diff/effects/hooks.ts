import type { KubeObject } from '../../model/rendered-object.ts'
import { commaList } from '../../text/comma-list.ts'
import { annotation } from './sync-options.ts'

const ownHook = 'argocd.argoproj.io/hook'
const ownPolicy = 'argocd.argoproj.io/hook-delete-policy'

/**
 * Whether Argo CD runs the object as a hook: applied by itself at its phase, never pruned, never healed.
 * @see https://github.com/argoproj/gitops-engine/blob/v0.7.3/pkg/sync/hook/hook.go
 */
export function isHook(object: KubeObject): boolean {
  const own = commaList(annotation(object, ownHook))
  if (own.length > 0) return !(own.length === 1 && own[0] === 'Skip')
  return commaList(annotation(object, 'helm.sh/hook')).some((each) => each !== 'crd-install')
}

/** Whether Argo CD deletes the hook that is there before it makes the next one, so that any field may change. */
export function isMadeAnew(object: KubeObject): boolean {
  if (!isHook(object)) return false
  const policies = [
    ...commaList(annotation(object, ownPolicy)),
    ...commaList(annotation(object, 'helm.sh/hook-delete-policy')),
  ]
  return policies.length === 0 || policies.some((each) => /^(BeforeHookCreation|before-hook-creation)$/.test(each))
}
