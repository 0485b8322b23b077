import { defineRule } from '@ainur/constructs/finding'
import { asText, specOf } from '../../model/shape.ts'
import { counted } from '../../text/amounts.ts'
import type { Both, DiffCheck, DiffFinding, Tree, TreeObject } from '../model.ts'
import { isDefinition, listObjects, objectsOf } from '../reading/definitions.ts'
import { comparedVersions, type VersionNarrowings } from './crd-schema-narrowed/compared-versions.ts'
import { concernedBy } from './crd-schema-narrowed/concerned.ts'
import type { Narrowing } from './crd-schema-narrowed/narrowing.ts'

const rule = defineRule('crd-schema-narrowed', ['error', 'warning', 'info'], {
  title: 'a custom resource takes fewer fields or values than before',
  why: 'The API server leaves out every field that a definition does not name, without an error: what is stored there is no longer shown, and the next write of the object erases it, were it only a label that a controller sets. Values that no longer comply stay readable, but nobody can change that part of the object, make it anew or restore it from a backup. Going back to the old definition brings a field back only where nothing has written the object since.',
  remedy: 'Change the objects that use the field before the definition.',
  accept:
    'Accept it when no object in the cluster uses the field (`kubectl get <name of the definition> -A -o yaml`), or the release notes say what moves its content elsewhere, and a backup of the objects exists.',
})

/** A custom resource whose definition takes less than before: stored fields vanish, or objects can no longer be written. */
export const crdSchemaNarrowed: DiffCheck = {
  rule,
  *run({ changes, trees }) {
    for (const { change, before, after } of changes) {
      if (change !== 'changed' || !before || !after || !isDefinition(after)) continue
      for (const narrowed of comparedVersions(before, after)) {
        for (const effect of ['dropped', 'refused'] as const) {
          const own = narrowed.narrowings.filter((each) => each.effect === effect)
          if (own.length > 0) yield tell(after, { ...narrowed, narrowings: own }, effect, trees)
        }
      }
    }
  },
}

function tell(
  definition: TreeObject,
  { label, several, apiVersions, narrowings }: VersionNarrowings,
  effect: 'dropped' | 'refused',
  trees: Both<Tree>,
): DiffFinding {
  const group = asText(specOf(definition.value).group) ?? ''
  const versions = new Set(apiVersions.map((name) => `${group}/${name}`))
  const users = (tree: Tree) =>
    concernedBy(
      narrowings,
      objectsOf(definition, tree).filter(({ ref }) => versions.has(ref.apiVersion)),
    )
  const still = users(trees.head)
  // Controllers write the status, and nobody keeps it in Git.
  const isSlight = narrowings.every(({ path, isSlight }) => isSlight || path[0] === 'status')
  const severity = still.length > 0 ? 'error' : isSlight ? 'info' : 'warning'
  const what = told([...narrowings].sort(byReader).map((each) => each.told))
  const message =
    effect === 'dropped'
      ? `${label} no longer ${several ? 'have' : 'has'} ${what}: what objects hold there is shown no more, and their next write erases it.`
      : `${label} ${several ? 'take' : 'takes'} less: ${what}. Objects that do not comply can still be read, but not be made anew, restored, or changed in that place.`
  const { name } = definition.ref
  return rule.finding(
    definition.ref,
    'spec.versions',
    `${message} ${usage(effect, narrowings.length, still, () => users(trees.base))}`,
    effect === 'dropped'
      ? `Look for it in the cluster and save it before the merge: \`kubectl get ${name} -A -o yaml\`. Move it to where the new version looks for it.`
      : `Look for such objects in the cluster before the merge, and correct them while that is possible: \`kubectl get ${name} -A -o yaml\`.`,
    severity,
  )
}

function usage(
  effect: 'dropped' | 'refused',
  amount: number,
  still: readonly TreeObject[],
  before: () => TreeObject[],
): string {
  if (still.length > 0)
    return effect === 'dropped'
      ? `${counted(still.length, 'object')} of the tree still ${still.length === 1 ? 'sets' : 'set'} ${amount === 1 ? 'it' : 'some of it'}: ${listObjects(still)}; server-side apply refuses ${still.length === 1 ? 'it' : 'them'} from then on, and with ${still.length === 1 ? 'it' : 'them'} the sync fails.`
      : `It concerns ${counted(still.length, 'object')} of the tree: ${listObjects(still)}.`
  const old = before()
  const unseen = 'what people and controllers made in the cluster is not seen here'
  if (old.length > 0)
    return effect === 'dropped'
      ? `Until this change ${listObjects(old)} set ${amount === 1 ? 'it' : 'some of it'}; ${unseen}.`
      : `Until this change it concerned ${listObjects(old)}; ${unseen}.`
  return effect === 'dropped'
    ? `No object of the tree sets it; ${unseen}.`
    : `It concerns no object of the tree; ${unseen}.`
}

/** Fields that people write come before rare ones and those that controllers write; among equals, the outer first. */
function byReader(a: Narrowing, b: Narrowing): number {
  const rank = ({ path, isSlight }: Narrowing) => (path[0] === 'status' ? 2000 : isSlight ? 1000 : 0) + path.length
  return rank(a) - rank(b)
}

function told(parts: readonly string[]): string {
  const shown = parts.length > 8 ? parts.slice(0, 7) : parts
  const more = parts.length - shown.length
  return `${shown.map(shortened).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** Patterns, rules and enumerations can be long. */
function shortened(text: string): string {
  return text.length > 200 ? `${[...text].slice(0, 200).join('')}…` : text
}
