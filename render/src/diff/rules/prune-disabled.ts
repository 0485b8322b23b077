import { defineRule } from '@ainur/constructs/finding'
import { removalOf } from '../effects/removal.ts'
import type { DiffCheck, TreeObject } from '../model.ts'

const rule = defineRule('prune-disabled', ['warning', 'info'], {
  title: 'an object leaves Git but stays in the cluster',
  why: 'Readers of Git believe that the object is gone, while it goes on running, holding its address, its permissions or its data. Argo CD shows it as `OutOfSync` (requires pruning) for as long as it stays, or forgets it altogether when its Application goes too.',
  remedy: 'Delete the object by hand, or let Argo CD prune it.',
  accept: 'Accept it when the object is meant to stay, such as a Namespace or a volume that outlives its Application.',
})

/** An object that leaves Git but stays in the cluster. */
export const pruneDisabled: DiffCheck = {
  rule,
  *run({ changes, owners, trees }) {
    const gone = new Set(
      changes.flatMap(({ change, before }) =>
        before?.group === 'argoproj.io' && (change === 'removed' || change === 'renamed') ? [before.id] : [],
      ),
    )
    for (const { change, before } of changes) {
      if (change !== 'removed' && change !== 'renamed') continue
      const object = before as TreeObject
      // Told once, with the Application: application-cascade counts what it leaves behind.
      if (gone.has(owners.base.of(object)?.id ?? '')) continue
      const { outcome, because, unless } = removalOf(object, owners, trees.head)
      if (outcome !== 'kept' && outcome !== 'asks' && !unless) continue
      const running =
        /^(Deployment|StatefulSet|DaemonSet|Service|Ingress|CronJob|ClusterRoleBinding|RoleBinding)$/.test(
          object.ref.kind,
        )
      const told =
        outcome === 'asks'
          ? `It stays until somebody confirms its deletion: ${because}.${held(owners.base.of(object))}`
          : unless
            ? `It may stay in the cluster: ${because}, unless ${unless}.`
            : `It stays in the cluster: ${because}.`
      const scope = object.ref.namespace ? `-n ${object.ref.namespace} ` : ''
      const message = told
      const remedy =
        outcome === 'asks'
          ? `To let it go, confirm it after the merge: \`argocd app confirm-deletion ${owners.base.of(object)?.ref.name}\`. To keep it, give it the sync option Prune=false in a change of its own first.`
          : `If it should go: \`kubectl ${scope}delete ${object.ref.kind.toLowerCase()}/${object.ref.name}\` after the merge.`
      yield rule.finding(object.ref, '', message, remedy, running ? 'warning' : 'info')
    }
  },
}

/**
 * A sync stops at what it may not prune yet, before it applies what is left.
 * @see https://github.com/argoproj/gitops-engine/blob/v0.7.3/pkg/sync/sync_context.go runTasks
 */
function held(application: TreeObject | undefined): string {
  return application
    ? ` Until then the sync of Application ${application.ref.name} waits there, and what it would apply afterwards with it.`
    : ''
}
