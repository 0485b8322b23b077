import { defineRule } from '@ainur/constructs/finding'
import { counted } from '../../text/amounts.ts'
import { plainRepository } from '../effects/repository.ts'
import type { DiffCheck, DiffFinding, TreeObject } from '../model.ts'
import { type ChartSource, ownRepositories, pairSources, releaseSources } from '../reading/release-sources.ts'
import { type Revision, revisionOf, type Step, stepBetween } from '../reading/revision.ts'

const rule = defineRule('release-version', ['warning', 'info'], {
  title: 'another version of a chart or repository is fetched, or whichever is the newest',
  why: 'One line changes here, and any number of objects in the cluster: Argo CD (or whatever else installs the chart) fetches the new version and applies what it renders. None of the other rules sees those objects. A major version announces that something breaks; many programs support going up by one version at a time, and few support going back once they have migrated their data. A range, a branch or no version at all is whatever its publisher made of it when somebody last looked: nobody reviews that, and going back in Git does not go back in the cluster.',
  remedy: 'Read the release notes in between, and pin a version.',
  accept:
    'Accept it when you have read the release notes of all versions in between, or compared what both versions render, and have a backup where data is migrated.',
})

/** A chart or repository of others, of which another version is fetched from now on. */
export const releaseVersion: DiffCheck = {
  rule,
  *run(context) {
    const own = lazily(() => ownRepositories(context.owners.head))
    // The rule release-switched reports the versions of a release that changes hands.
    const switched = new Set(context.switches.map(({ application }) => application.id))
    for (const { change, before, after } of context.changes) {
      if (!after || change === 'removed' || switched.has(after.id)) continue
      for (const pair of pairSources(before ? releaseSources(before) : [], releaseSources(after))) {
        const [from, to] = [pair.before && revisionOf(pair.before.revision), revisionOf(pair.after.revision)]
        if (from && from.kind === to.kind && from.text === to.text) continue
        if (isForeign(pair.after, own())) yield* judgeStep(after, pair.after, from, to)
      }
    }
  },
}

/** Without an Application that reads the tree, nobody can tell which repository is its own. */
function isForeign({ chart, repository }: ChartSource, own: ReadonlySet<string>): boolean {
  return chart !== undefined || (own.size > 0 && !own.has(plainRepository(repository)))
}

function* judgeStep(
  object: TreeObject,
  source: ChartSource,
  from: Revision | undefined,
  to: Revision,
): Generator<DiffFinding> {
  const name = source.chart ?? source.repository.replace(/^https?:\/\//, '').replace(/\.git$/, '')
  const found = (severity: 'warning' | 'info', message: string, remedy: string) =>
    rule.finding(object.ref, source.path, message, remedy, severity)
  if (to.kind === 'moving') {
    // A change from one branch to another makes nothing less certain.
    if (from?.kind === 'moving')
      yield found(
        'info',
        `${name} follows ${to.text} instead of ${from.text}. ${unseen}`,
        compare(object, source, from, to),
      )
    else
      yield found(
        'warning',
        `${name} ${from ? `is no longer fixed to ${from.text}` : 'is fixed to no version'}: ${to.text} is whatever its publisher makes of it, and changes without a push.`,
        'Name an exact version, or the tag or commit of a repository.',
      )
    return
  }
  if (!from) return
  const step = stepOf(from, to)
  if (step) {
    const severity = step.isBack || step.what === 'a major version' ? 'warning' : 'info'
    yield found(
      severity,
      `${name} goes ${step.isBack ? 'back ' : ''}from ${from.text} to ${to.text}${tellStep(step)}. ${unseen}`,
      step.isBack
        ? `Check that the older version can read what the newer one wrote, definitions of custom resources included; restore a backup otherwise.`
        : compare(object, source, from, to),
    )
    return
  }
  const unknown =
    from.kind === 'moving'
      ? 'Which version ran before cannot be told.'
      : 'Whether that is forward or back cannot be told.'
  yield found(
    'info',
    `${name} goes from ${from.text} to ${to.text}. ${unknown} ${unseen}`,
    compare(object, source, from, to),
  )
}

const unseen = 'No file of the tree shows what it changes in the cluster.'

/** Versions of one series; `controller-1.2.0` and `chart-1.2.0` say nothing about each other. */
function stepOf(from: Revision, to: Revision): Step | undefined {
  return from.kind === 'version' && to.kind === 'version' && from.prefix === to.prefix
    ? stepBetween(from.version, to.version)
    : undefined
}

function tellStep({ what, isBack, mayBreak, skipped }: Step): string {
  const parts = [
    ...(what ? [what] : []),
    ...(skipped
      ? [
          `${isBack ? 'past' : 'skipping'} ${counted(skipped.count, `${skipped.rank} version`)}${isBack ? '' : ', where some programs only support one step at a time'}`,
        ]
      : []),
    ...(mayBreak && what === 'a minor version' ? ['before 1.0 each may break what worked'] : []),
  ]
  return parts.length > 0 ? ` (${parts.join('; ')})` : ''
}

/** How to see what the tree does not show. */
function compare({ ref, group }: TreeObject, source: ChartSource, from: Revision, to: Revision): string {
  const notes = 'Read the release notes of all versions in between.'
  const argo =
    group === 'argoproj.io' && ref.kind === 'Application'
      ? source.position
        ? `\`argocd app diff ${ref.name} --revisions ${to.text} --source-positions ${source.position}\``
        : `\`argocd app diff ${ref.name} --revision ${to.text}\``
      : undefined
  if (source.chart)
    return `${notes} To see each object that changes, render the chart into the tree (docs/inflate-a-chart.md)${argo ? `, or run ${argo}` : ''}.`
  const page = /^https:\/\/github\.com\/[^/]+\/[^/]+$/.test(source.repository.replace(/\.git$/, ''))
    ? `${source.repository.replace(/\.git$/, '')}/compare/${from.text}...${to.text}`
    : undefined
  const ways = [...(page && from.kind !== 'moving' ? [`compare ${page}`] : []), ...(argo ? [`run ${argo}`] : [])]
  return ways.length > 0 ? `${notes} To see what changes, ${ways.join(', or ')}.` : notes
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
