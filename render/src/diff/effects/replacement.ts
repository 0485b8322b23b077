import { commaList } from '../../text/comma-list.ts'
import type { TreeObject } from '../input/tree-object.ts'
import { annotation, syncOption } from './sync-options.ts'

/** How Argo CD brings a change to an object that is there. */
export type Replacement = 'patched' | 'overwritten' | 'recreated' | 'recreated-if-refused'

/**
 * What `Replace=true` and `Force=true` make of a change. Force counts on the object alone, and without Replace it only
 * deletes what the API server refuses to patch; with server-side apply not even that. Namespaces and
 * CustomResourceDefinitions are never replaced by deletion, as everything that depends on them would be deleted too.
 *
 * @see https://github.com/argoproj/gitops-engine/blob/v0.7.3/pkg/sync/sync_context.go applyObject
 */
export function replacementOf({ group, ref, value }: TreeObject, application: TreeObject | undefined): Replacement {
  const own = commaList(annotation(value, 'argocd.argoproj.io/sync-options'))
  const force = own.includes('Force=true')
  if (syncOption('Replace', value, application) === 'true') {
    const isHeld =
      (group === '' && ref.kind === 'Namespace') ||
      (group === 'apiextensions.k8s.io' && ref.kind === 'CustomResourceDefinition')
    return force && !isHeld ? 'recreated' : 'overwritten'
  }
  const serverSide = syncOption('ServerSideApply', value, application) === 'true'
  return force && !serverSide ? 'recreated-if-refused' : 'patched'
}
