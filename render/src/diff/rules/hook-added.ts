import { defineRule } from '@ainur/constructs/finding'
import type { KubeObject } from '../../model/rendered-object.ts'
import { commaList } from '../../text/comma-list.ts'
import { annotation } from '../effects/sync-options.ts'
import type { DiffCheck } from '../rule/diff-check.ts'

const rule = defineRule('hook-added', 'warning', {
  title: 'an object becomes a hook',
  why: 'Argo CD honours `helm.sh/hook` on plain files too. A hook is not part of the desired state: it is deleted and made again at each sync, is not pruned and not healed, and a failing one stops the sync. A `pre-upgrade` hook that needs what the same sync installs deadlocks the first installation.',
  remedy: 'Keep it an ordinary object; order follows from references.',
  accept: 'Accept it when the object is a Job that is meant to run at each sync and can run any number of times.',
})

/** @see https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks */
const helmPhases: Readonly<Record<string, string>> = {
  'crd-install': 'like any object, before the rest',
  'pre-install': 'before every sync',
  'pre-upgrade': 'before every sync',
  'post-install': 'after every sync',
  'post-upgrade': 'after every sync',
  'pre-delete': 'before the Application is deleted',
  'post-delete': 'after the Application was deleted',
  'pre-rollback': 'never: Argo CD does not know it',
  'post-rollback': 'never: Argo CD does not know it',
  test: 'never: Argo CD leaves tests out',
  'test-success': 'never: Argo CD leaves tests out',
}
const argoPhases: Readonly<Record<string, string>> = {
  PreSync: 'before every sync',
  Sync: 'during every sync',
  PostSync: 'after every sync',
  SyncFail: 'when a sync fails',
  PostDelete: 'after the Application was deleted',
  PreDelete: 'before the Application is deleted',
  Skip: 'never: Argo CD skips it',
}

/** An object that becomes a hook. */
export const hookAdded: DiffCheck = {
  rule,
  *run({ changes }) {
    for (const { before, after } of changes) {
      if (!after) continue
      for (const [name, phases] of [
        ['argocd.argoproj.io/hook', argoPhases],
        ['helm.sh/hook', helmPhases],
      ] as const) {
        const now = hooks(after.value, name)
        const added = now.filter((each) => !hooks(before?.value, name).includes(each))
        if (added.length === 0) continue
        const runs = [
          ...new Set(
            added.map((each) => (Object.hasOwn(phases, each) ? phases[each] : 'at a phase that Argo CD does not know')),
          ),
        ].join(', ')
        const plain = !/^(Job|Pod|Workflow)$/.test(after.ref.kind)
        const message = `The ${after.ref.kind} is a hook now (${added.join(', ')}): it is applied ${runs}${plain ? ', deleted and made again each time, and neither healed nor pruned in between' : ''}.`
        const remedy = plain
          ? 'Remove the annotation: a plain object needs no hook. Order is what sync waves are for.'
          : 'Make sure that it can run again and again, and that nothing it needs comes later in the same sync.'
        yield rule.finding(after.ref, `metadata.annotations["${name}"]`, message, remedy)
      }
    }
  },
}

function hooks(object: KubeObject | undefined, name: string): string[] {
  return commaList(annotation(object, name))
}
