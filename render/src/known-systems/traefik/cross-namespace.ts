import { defineRule } from '@ainur/constructs/finding'
import { groupOf } from '../../model/group-of.ts'
import { objectRef } from '../../model/object-ref.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Check } from '../../model/rendering.ts'
import { writtenObjects } from '../../model/written-objects.ts'
import { traefikReferences } from './references.ts'
import { settingIn } from './setting-in.ts'

const traefikCrossNamespace = defineRule('traefik-cross-namespace', 'error', {
  title: 'a resource of Traefik names something in another namespace, and nothing sets `allowCrossNamespace`',
  why: 'Traefik drops the route, and only its log says so.',
  remedy: 'Put what it names into its own namespace, or set `providers.kubernetesCRD.allowCrossNamespace`.',
})

/**
 * Custom resources of Traefik name objects of their own namespace. Unless told otherwise Traefik drops a route that
 * looks into another, and says so only in its log.
 *
 * @see https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-crd/ allowCrossNamespace
 */
export const crossNamespaceCheck: Check = {
  rules: [traefikCrossNamespace],
  run(rendering) {
    const findings = rendering.objects.flatMap(({ object }) =>
      groupOf(object.apiVersion) === 'traefik.io' ? strangersOf(object) : [],
    )
    return findings.length > 0 &&
      writtenObjects(rendering).some((object) => settingIn(object, 'allowCrossNamespace', 'true'))
      ? []
      : findings
  },
}

function strangersOf(object: KubeObject) {
  const { namespace } = object.metadata
  return traefikReferences(object).flatMap(({ path, kind, namespace: other, name, joined }) => {
    if (!joined && other === namespace) return []
    // Traefik cannot tell the namespace in a joined name, so it allows none.
    const target = joined ? `${kind} ${name}@kubernetescrd` : `${kind} ${other}/${name}`
    const why = joined ? 'hides which namespace it means' : `is not in namespace ${namespace}`
    const message = `${target} ${why}: Traefik drops the route`
    const remedy = joined
      ? 'write its name, and namespace only where Traefik may look into others'
      : `put one into namespace ${namespace}, or set providers.kubernetesCRD.allowCrossNamespace in Traefik's values`
    return [traefikCrossNamespace.finding(objectRef(object), path, message, remedy)]
  })
}
