import { describeObject } from '@ainur/constructs/finding'
import type { DiffCheck } from '../rule/diff-check.ts'
import { changedApplication } from './application-cascade/changed-application.ts'
import { handedOver } from './application-cascade/handed-over.ts'
import { removedApplication, removedApplicationSet, removedProject } from './application-cascade/removed-application.ts'
import { rule } from './application-cascade/rule.ts'

/** Changes of an Application that make Argo CD delete, orphan or move what it owns. */
export const applicationCascade: DiffCheck = {
  rule,
  *run(context) {
    yield* handedOver(context)
    for (const { change, before, after, object } of context.changes) {
      if ((before ?? after)?.group !== 'argoproj.io') continue
      const gone = change === 'removed' || change === 'renamed'
      if (before && gone && object.kind === 'Application')
        yield* removedApplication(before, change === 'renamed' ? describeObject(object) : undefined, context)
      else if (before && gone && object.kind === 'ApplicationSet') yield removedApplicationSet(before)
      else if (before && gone && object.kind === 'AppProject') yield* removedProject(before, context)
      else if (before && after && object.kind === 'Application') yield* changedApplication(before, after, context)
    }
  },
}
