import { describeObject } from '@ainur/constructs/finding'
import type { Rule } from '../rule/rule.ts'
import { changedApplication } from './application-cascade/changed-application.ts'
import { handedOver } from './application-cascade/handed-over.ts'
import { removedApplication, removedApplicationSet, removedProject } from './application-cascade/removed-application.ts'

/** Changes of an Application that make Argo CD delete, orphan or move what it owns. */
export const applicationCascade: Rule = {
  id: 'application-cascade',
  severity: 'error',
  title: 'a change of an Application deletes, orphans or moves all it owns',
  why: 'Removing an Application that carries the resources finalizer deletes every object it made, volumes included. Without the finalizer they stay, and nobody looks after them. They stay too where the project stops allowing their namespace or kind in the same push: Argo CD deletes nothing that the project does not allow. Another destination, source or project makes the same objects somewhere else, or prunes those that the new source does not have.',
  accept:
    'Accept it when the list of objects is what you mean to lose or move. To remove an Application and keep its objects, take the finalizer away in a change of its own first.',
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
