import { defineRule } from '@ainur/constructs/finding'
import { load } from 'js-yaml'
import { matchesGlob } from '../../accept/matches-glob.ts'
import { groupOf } from '../../model/group-of.ts'
import { objectRef } from '../../model/object-ref.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Check, FinishedRendering } from '../../model/rendering.ts'
import { asMap, asMaps, asText, asTexts } from '../../model/shape.ts'

const unwatchedKind = defineRule('argo-cd-unwatched-kind', 'error', {
  title:
    'the tree holds an object of a kind that its Argo CD is told not to look at: `resource.exclusions` of `argocd-cm`',
  why: 'Argo CD leaves the object out without an error: it is never made.',
  remedy: 'Leave the object out, or have Argo CD watch its kind: `watch` of `ArgoCd`.',
})

/**
 * Objects that Argo CD would leave out, because it does not watch their kind.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#resource-exclusioninclusion
 */
export const unwatchedKindsCheck: Check = {
  rules: [unwatchedKind],
  run(rendering) {
    const excluded = exclusionsOf(rendering)
    return rendering.objects.flatMap(({ object }) =>
      excluded.some((each) => covers(each, object))
        ? [
            unwatchedKind.finding(
              objectRef(object),
              '',
              `Argo CD does not look at any ${object.kind}: it would never make this one`,
            ),
          ]
        : [],
    )
  },
}

interface Exclusion {
  readonly groups: readonly string[]
  readonly kinds: readonly string[]
}

function exclusionsOf({ objects }: Pick<FinishedRendering, 'objects'>): Exclusion[] {
  const found = objects.find(({ object }) => object.kind === 'ConfigMap' && object.metadata.name === 'argocd-cm')
  const text = asText(asMap(found?.object.data)['resource.exclusions'])
  return asMaps(text && safelyParsed(text)).map(({ apiGroups, kinds }) => ({
    groups: asTexts(apiGroups),
    kinds: asTexts(kinds),
  }))
}

/** What is no YAML excludes nothing; Argo CD refuses its whole configuration then. */
function safelyParsed(text: string): unknown {
  try {
    return load(text)
  } catch {
    return undefined
  }
}

/** An empty list stands for everything. @see https://github.com/argoproj/argo-cd/blob/v3.5.7/util/settings/filtered_resource.go */
function covers({ groups, kinds }: Exclusion, { apiVersion, kind }: KubeObject): boolean {
  const inGroup = groups.length === 0 || groups.some((glob) => matchesGlob(glob, groupOf(apiVersion)))
  return inGroup && (kinds.length === 0 || kinds.some((each) => each === '*' || each === kind))
}
