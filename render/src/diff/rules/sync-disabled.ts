import { isRecord } from '@ainur/constructs/is-record'
import { asMap, specOf } from '../../model/shape.ts'
import { counted } from '../../text/amounts.ts'
import { automatedIn } from '../effects/sync-options.ts'
import type { DiffCheck, DiffContext, DiffFinding, TreeObject } from '../model.ts'
import { closedWindows } from './sync-disabled/closed-windows.ts'
import { otherBranch } from './sync-disabled/other-branch.ts'
import { rule } from './sync-disabled/rule.ts'

/** An Application that Argo CD no longer brings to what Git says, or only at times. */
export const syncDisabled: DiffCheck = {
  rule,
  *run(context) {
    for (const { change, before, after } of context.changes) {
      if (change !== 'changed' || !before || !after || after.group !== 'argoproj.io') continue
      if (after.ref.kind === 'Application') yield* application(before, after, context)
      else if (after.ref.kind === 'ApplicationSet') yield* applicationSet(before, after)
    }
    yield* closedWindows(context)
    yield* otherBranch(context)
  },
}

function* application(before: TreeObject, after: TreeObject, context: DiffContext): Generator<DiffFinding> {
  const [old, now] = [before, after].map(({ value }) => stateOf(value)) as [State, State]
  yield* switchedOff(old, now, after, '', () => whatWaits(after, context))
  if (!old.automated || !now.automated || now.isSkipped) return
  if (old.automated.selfHeal === true && now.automated.selfHeal !== true) {
    const message =
      'What somebody changes by hand in the cluster is no longer undone at once: it stays until a push changes something in the Application.'
    const remedy = 'Keep selfHeal: true unless something in the cluster has to be changed by hand.'
    yield rule.finding(after.ref, 'spec.syncPolicy.automated.selfHeal', message, remedy, 'info')
  }
  if (old.automated.prune === true && now.automated.prune !== true) {
    const message = 'Pruning is turned off: what leaves Git stays in the cluster from now on, until somebody prunes it.'
    const remedy = `Look now and then at what is left: \`argocd app get ${after.ref.name}\` lists it as requiring pruning.`
    yield rule.finding(after.ref, 'spec.syncPolicy.automated.prune', message, remedy, 'info')
  }
}

function* applicationSet(before: TreeObject, after: TreeObject): Generator<DiffFinding> {
  const [old, now] = [before, after].map(({ value }) => stateOf(asMap(specOf(value).template))) as [State, State]
  yield* switchedOff(old, now, after, 'spec.template.', () => ' This holds for every Application that it makes.')
}

interface State {
  readonly automated?: Record<string, unknown>
  readonly isSkipped: boolean
  /** `automated` is there, so that only its `enabled: false` can turn syncing off. */
  readonly isOffByName: boolean
}

const skip = 'argocd.argoproj.io/skip-reconcile'

/** @see https://github.com/argoproj/argo-cd/blob/v3.2.11/controller/appcontroller.go canProcessApp */
function stateOf(application: Record<string, unknown>): State {
  const spec = asMap(application.spec)
  const annotations = asMap(asMap(application.metadata).annotations)
  return {
    automated: automatedIn(spec),
    isSkipped: /^(1|t|T|true|TRUE|True)$/.test(String(annotations[skip])),
    isOffByName: isRecord(asMap(spec.syncPolicy).automated),
  }
}

function* switchedOff(
  old: State,
  now: State,
  { ref }: TreeObject,
  prefix: string,
  waits: () => string,
): Generator<DiffFinding> {
  if (!old.isSkipped && now.isSkipped) {
    const message = `Argo CD no longer looks at it: nothing is synced, undone or pruned, its status stays as it is, and even its deletion waits.${waits()}`
    const remedy = 'Take the annotation away once the work is done for which it is needed.'
    yield rule.finding(ref, `${prefix}metadata.annotations[${JSON.stringify(skip)}]`, message, remedy)
    return
  }
  if (!old.automated || now.automated || now.isSkipped) return
  const field = `spec.syncPolicy.automated${now.isOffByName ? '.enabled' : ''}`
  const healed = old.automated.selfHeal === true ? ', and what is changed by hand in the cluster stays' : ''
  const message = `It is no longer synced by itself (${field} is ${now.isOffByName ? 'false' : 'gone'}): pushes reach the cluster only when somebody syncs it${healed}.${waits()}`
  const remedy = `Sync by hand after each merge (\`argocd app sync ${ref.name}\`), or keep automated.`
  yield rule.finding(ref, `${prefix}${field}`, message, remedy)
}

/** What of the tree is held up, and that the rest of the same push may be already. */
function whatWaits(application: TreeObject, { changes, owners }: DiffContext): string {
  const below = owners.head.ownedBy(application).filter(({ id }) => id !== application.id)
  const inside = below.filter(({ group, ref }) => group === 'argoproj.io' && ref.kind === 'Application')
  const also = changes.filter(({ change, before, after }) => {
    const own = change === 'removed' ? before && owners.base.of(before) : after && owners.head.of(after)
    return own?.id === application.id && (after ?? before)?.id !== application.id
  })
  return [
    inside.length > 0 ? ` It applies ${counted(inside.length, 'Application')}: changes of those wait too.` : '',
    also.length > 0
      ? ` This push also changes ${counted(also.length, 'object')} of it: whether that still arrives depends on what Argo CD does first.`
      : '',
  ].join('')
}
