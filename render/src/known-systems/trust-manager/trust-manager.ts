import type { ProvidedObject } from '@ainur/constructs'
import { refer } from '../../checks/references/refer.ts'
import type { Reference } from '../../checks/references/reference.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asFilledText, asMap, numberedMaps } from '../../model/shape.ts'
import { matchesLabelSelector } from '../../plan/label-selector.ts'
import { namespaceLabels } from '../../plan/namespace-labels.ts'
import type { KnownSystem, MakerSources } from '../known-system.ts'

const bundle = { group: 'trust.cert-manager.io', kind: 'Bundle' }

/** @see https://cert-manager.io/docs/trust/trust-manager/ */
export const trustManager: KnownSystem = {
  name: 'trust-manager',
  references: { 'trust.cert-manager.io/Bundle': sources },
  makes: { 'trust.cert-manager.io/Bundle': targets },
  mayMake: ({ kind, name }, tree) =>
    (kind === 'ConfigMap' || kind === 'Secret') && tree.find(bundle.group, bundle.kind, undefined, name) !== undefined,
}

/** Sources are in the trust namespace, which only the controller knows. */
function sources({ spec }: KubeObject): Reference[] {
  return numberedMaps(asMap(spec).sources).flatMap(([index, item]) =>
    (['configMap', 'secret'] as const).flatMap((source) => {
      const { name, key } = asMap(item[source])
      const place = { path: `spec.sources[${index}].${source}`, anyNamespace: true, key: asFilledText(key) }
      return refer(name, { group: '', kind: source === 'secret' ? 'Secret' : 'ConfigMap', ...place })
    }),
  )
}

function targets(object: KubeObject, rendering: MakerSources): ProvidedObject[] {
  const target = asMap(asMap(object.spec).target)
  const labelsOf = namespaceLabels(rendering)
  const namespaces = rendering.objects
    .filter(({ object: { apiVersion, kind } }) => apiVersion === 'v1' && kind === 'Namespace')
    .map((namespace) => namespace.object.metadata.name)
    .concat('default', 'kube-system')
    // A Bundle without selector goes everywhere.
    .filter((name) => !target.namespaceSelector || matchesLabelSelector(target.namespaceSelector, labelsOf(name)))
  return (['configMap', 'secret'] as const).flatMap((type) => {
    const key = asFilledText(asMap(target[type]).key)
    if (!key) return []
    const kind = type === 'secret' ? 'Secret' : 'ConfigMap'
    const keys = target.additionalFormats ? undefined : [key]
    return namespaces.map((namespace) => ({ group: '', kind, namespace, name: object.metadata.name, keys }))
  })
}
