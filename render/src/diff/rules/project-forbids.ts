import { defineRule } from '@ainur/constructs/finding'
import { groupBy } from '../../model/group-by.ts'
import { specOf } from '../../model/shape.ts'
import { counted } from '../../text/amounts.ts'
import { few } from '../../text/few.ts'
import { forbiddenBy, projectIn } from '../effects/project-permits.ts'
import { refusalsOf } from '../effects/project-refusals.ts'
import type { DiffCheck, DiffContext, DiffFinding, TreeObject } from '../model.ts'
import { listObjects } from '../reading/definitions.ts'

const rule = defineRule('project-forbids', ['error', 'warning'], {
  title: 'a project does not allow what its Applications need',
  why: 'Argo CD neither compares nor syncs an Application whose repository or destination its project does not allow. An object of a kind or in a namespace that the project does not allow makes the whole sync fail: nothing else of the Application is applied either. What runs already goes on running, and no push reaches it.',
  remedy: 'Allow it in the project, in the same change.',
  accept: 'Accept it when the project is widened, or the Application moved, in another change that is merged first.',
})

/** An AppProject that does not allow what its Applications consist of. */
export const projectForbids: DiffCheck = {
  rule,
  *run(context) {
    const { changes, owners, trees } = context
    const touched = new Set(changes.flatMap(({ after }) => (after?.group === 'argoproj.io' ? [after.id] : [])))
    const projects = trees.head.ofKind('argoproj.io', 'AppProject')
    for (const project of projects) if (touched.has(project.id)) yield* stricter(project, context)
    if (projects.length === 0) return
    const changed = groupBy(
      changes.flatMap(({ after }) => after ?? []),
      (object) => owners.head.of(object)?.id,
    )
    const told: Told[] = []
    for (const application of trees.head.ofKind('argoproj.io', 'Application')) {
      const project = projectIn(application, trees.head)
      if (!project) continue
      const isAll = touched.has(project.id) || touched.has(application.id)
      if (!isAll && !changed.has(application.id)) continue
      // The project is named where its own change brings it about.
      const at = touched.has(application.id) ? application : project
      const refused = isAll ? fresh(application, context) : []
      for (const { what, field } of refused) told.push({ at, what, field, application, objects: [] })
      if (refusalsOf(application, trees.head).length > 0) continue
      const objects = isAll ? owners.head.ownedBy(application) : (changed.get(application.id) ?? [])
      for (const [what, own] of groupBy(objects, (object) => newlyForbidden(application, object, context)))
        if (what !== undefined) told.push({ at: isAll ? at : application, what, application, objects: own })
    }
    for (const alike of groupBy(told, ({ at, what }) => `${at.id} ${what}`).values()) yield tell(alike)
  },
}

interface Told {
  /** The object of the finding: the Application, or its project. */
  readonly at: TreeObject
  readonly what: string
  readonly field?: string
  readonly application: TreeObject
  /** Empty where the Application as a whole is refused. */
  readonly objects: readonly TreeObject[]
}

/** What of the Application is refused now and was not before. */
function fresh(application: TreeObject, { trees }: DiffContext): ReturnType<typeof refusalsOf> {
  const before = trees.base.same(application)
  const known = new Set(before ? refusalsOf(before, trees.base).map(({ what }) => what) : [])
  return refusalsOf(application, trees.head).filter(({ what }) => !known.has(what))
}

function newlyForbidden(
  application: TreeObject,
  object: TreeObject,
  { owners, trees }: DiffContext,
): string | undefined {
  const now = forbiddenBy(application, object, trees.head)
  if (!now) return undefined
  const before = trees.base.same(object)
  const owner = before && owners.base.of(before)
  return owner && forbiddenBy(owner, before, trees.base) ? undefined : now.what
}

function tell(alike: readonly Told[]): DiffFinding {
  const { at, what, field, application, objects } = alike[0] as Told
  const isProject = at.ref.kind === 'AppProject'
  const names = alike.map((each) => each.application.ref.name)
  const apps = few(names, 4)
  const project = String(specOf(application.value).project ?? 'default')
  const subject = isProject ? `It does not allow ${what}` : `Project ${project} does not allow ${what}`
  if (objects.length === 0) {
    const message = `${subject}: Argo CD neither compares nor syncs ${isProject ? apps : 'this Application'}, and no push reaches ${names.length > 1 ? 'them' : 'it'}.`
    const remedy = `Name it in ${field} of project ${project}, or give ${isProject ? apps : 'the Application'} another project.`
    return rule.finding(at.ref, isProject ? `spec.${field}` : 'spec.project', message, remedy)
  }
  const all = alike.flatMap((each) => each.objects)
  const message = `${subject}, which ${counted(all.length, 'object')} of ${isProject ? apps : 'this Application'} ${all.length === 1 ? 'needs' : 'need'} (${listObjects(all)}): each sync of ${isProject ? apps : 'it'} fails as a whole.`
  const remedy = `Allow it in project ${project}, or move the ${all.length === 1 ? 'object' : 'objects'} to an Application whose project does.`
  return rule.finding(at.ref, isProject ? 'spec' : 'spec.project', message, remedy)
}

/** New limits of a project; the tree does not say which syncs they stop. */
function* stricter(project: TreeObject, { trees }: DiffContext): Generator<DiffFinding> {
  const before = trees.base.same(project)
  if (!before) return
  const [old, now] = [specOf(before.value), specOf(project.value)]
  const count = (keys: unknown) => (Array.isArray(keys) ? keys.length : 0)
  if (count(now.signatureKeys) > 0 && count(old.signatureKeys) === 0) {
    const message = 'From now on its Applications are only synced from commits that one of these keys has signed.'
    const remedy =
      'Make sure that whoever merges signs, the forge included: a merge button signs with a key of its own, or not at all.'
    yield rule.finding(project.ref, 'spec.signatureKeys', message, remedy, 'warning')
  }
  if (now.permitOnlyProjectScopedClusters === true && old.permitOnlyProjectScopedClusters !== true) {
    const message =
      'From now on its Applications may only go to clusters whose Secret in Argo CD names this project; to others nothing is synced any more.'
    const remedy = 'Give the Secret of each destination the project, the one of the cluster that Argo CD runs in too.'
    yield rule.finding(project.ref, 'spec.permitOnlyProjectScopedClusters', message, remedy, 'warning')
  }
}
