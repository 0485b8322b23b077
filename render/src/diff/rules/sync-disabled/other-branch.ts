import { groupBy } from '../../../model/group-by.ts'
import { few } from '../../../text/few.ts'
import { plainRepository } from '../../effects/repository.ts'
import type { DiffContext, DiffFinding } from '../../model.ts'
import { ownRepositories, pairSources, releaseSources } from '../../reading/release-sources.ts'
import { type Revision, revisionOf } from '../../reading/revision.ts'
import { rule } from './rule.ts'

/** Applications that read the tree from another branch from now on: reported once for each such change. */
export function* otherBranch({ changes, owners }: DiffContext): Generator<DiffFinding> {
  const steps = changes.flatMap(({ before, after }) =>
    before && after
      ? pairSources(releaseSources(before), releaseSources(after)).flatMap(({ before: old, after: source }) => {
          const [from, to] = [old && revisionOf(old.revision), revisionOf(source.revision)]
          return !from || source.chart || from.text === to.text || !isBranch(from)
            ? []
            : [{ object: after, source, from: from.text, to }]
        })
      : [],
  )
  if (steps.length === 0) return
  const own = ownRepositories(owners.head)
  const mine = steps.filter(({ source }) => own.has(plainRepository(source.repository)))
  for (const alike of groupBy(mine, ({ from, to }) => `${from} ${to.text}`).values()) {
    const [first, ...others] = alike
    if (!first) continue
    const { from, to, object, source } = first
    const names = others.map((each) => each.object.ref.name)
    const message = `It reads ${isBranch(to) ? `${to.text} instead of ${from}` : `${to.text} for good instead of what ${from} holds`} from now on: pushes to ${from} no longer reach the cluster.${names.length > 0 ? ` The same holds for ${few(names, 4)}.` : ''}`
    const remedy = isBranch(to)
      ? `Make sure that ${to.text} holds all that ${from} does: what is missing there may be pruned.`
      : `Move it on with each push, or follow ${from}.`
    yield rule.finding(object.ref, source.path, message, remedy)
  }
}

function isBranch({ kind }: Revision): boolean {
  return kind === 'moving' || kind === 'name'
}
