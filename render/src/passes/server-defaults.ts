import type { Pass, Rendering } from '../model/rendering.ts'
import { asMap, asMaps, type Fields } from '../model/shape.ts'
import { containersOf } from '../pods/containers-of.ts'
import { workloadsOf } from '../pods/workload.ts'

/**
 * Writes out what the API server adds when it stores an object, where Argo CD does not know it: it would call the object
 * out of sync for ever, and every later wave would wait.
 *
 * Both are parts of a list or map that is replaced as a whole, and no default in Kubernetes' own sense, which Argo CD fills
 * in by itself. cdk8s has no field for the first.
 *
 * @see https://github.com/argoproj/argo-cd/issues/11143
 */
export const serverDefaultsPass: Pass = {
  id: 'server-defaults',
  rules: [],
  run(rendering) {
    for (const template of claimTemplates(rendering)) {
      template.apiVersion ??= 'v1'
      template.kind ??= 'PersistentVolumeClaim'
    }
    for (const reference of resourceReferences(rendering)) reference.divisor ??= '0'
    return []
  },
}

function claimTemplates({ objects }: Rendering): Fields[] {
  return objects.flatMap(({ object: { apiVersion, kind, spec } }) =>
    kind === 'StatefulSet' && apiVersion === 'apps/v1' ? asMaps(asMap(spec).volumeClaimTemplates) : [],
  )
}

/** Each `resourceFieldRef`, in which a pod reads its own limits and requests: in variables and in files. */
function resourceReferences(rendering: Rendering): Fields[] {
  return workloadsOf(rendering)
    .filter(({ template }) => template.edit === 'pod-spec')
    .flatMap(({ template }) => {
      const variables = containersOf(template).flatMap(({ container }) =>
        asMaps(asMap(container).env).map(({ valueFrom }) => valueFrom),
      )
      const files = asMaps(template.spec.volumes).flatMap(({ downwardAPI, projected }) =>
        [{ downwardAPI }, ...asMaps(asMap(projected).sources)].flatMap((source) =>
          asMaps(asMap(source.downwardAPI).items),
        ),
      )
      return [...variables, ...files].flatMap((each) => asMaps([asMap(each).resourceFieldRef]))
    })
}
