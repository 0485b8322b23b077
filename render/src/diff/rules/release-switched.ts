import { defineRule } from '@ainur/constructs/finding'
import { counted } from '../../text/amounts.ts'
import type { ReleaseSwitch } from '../match/find-switches.ts'
import type { DiffCheck } from '../rule/diff-check.ts'

const rule = defineRule('release-switched', ['warning', 'info'], {
  title: 'a chart is rendered into the tree from now on, or by Argo CD again',
  why: "With `render: 'inflate'` the objects of a chart are in the tree; without it Argo CD renders the chart itself. Going from one to the other shows all its objects as added or removed, though each of them stays in the cluster: the Application and the objects keep their names. So the other rules do not look at them, unless the version or the values of the chart change in the same step: then nobody can see here which objects stay.",
  remedy: 'Compare what the chart makes with what was there.',
  accept: 'Accept it when you have compared both versions of the chart, for example with `helm template`.',
})

/** A release whose chart somebody else renders from now on. */
export const releaseSwitched: DiffCheck = {
  rule,
  *run({ switches }) {
    for (const each of switches) {
      yield each.differs.length === 0 ? handedOver(each) : mixed(each)
    }
  },
}

function handedOver({ to, application, release, chart, version, changes }: ReleaseSwitch) {
  const objects = counted(changes.length, 'object')
  return to === 'tree'
    ? rule.finding(
        application.ref,
        'spec.source',
        `Release ${release} (${chart} ${version}) is in the tree from now on: ${objects} that ${changes.length === 1 ? 'is' : 'are'} shown as added exist already and stay.`,
        'Nothing to do. Where the tree adds a digest or a placement, the pods restart once.',
        'info',
      )
    : rule.finding(
        application.ref,
        'spec.source',
        `Release ${release} (${chart} ${version}) is rendered by Argo CD from now on: ${objects} that ${changes.length === 1 ? 'is' : 'are'} shown as removed stay in the cluster.`,
        'Nothing to do. Where the tree had added a digest or a placement, the pods restart once.',
        'info',
      )
}

function mixed({ to, application, release, chart, differs, changes }: ReleaseSwitch) {
  const who = to === 'tree' ? 'is in the tree' : 'is rendered by Argo CD'
  const message = `Release ${release} (${chart}) ${who} from now on, and its ${differs.join(' and ')} change in the same step: whether ${counted(changes.length, 'object')} ${to === 'tree' ? 'are new' : 'go'} cannot be seen here.`
  const remedy = 'Switch first, with the same version and values, and change them afterwards.'
  return rule.finding(application.ref, 'spec.source', message, remedy)
}
