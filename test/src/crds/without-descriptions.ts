import type { KubeObject } from '../api/kube-object.ts'

/**
 * A copy of a CustomResourceDefinition whose schemas have no descriptions. A property that is itself called
 * `description` stays: it is below `properties`, and is not a string.
 */
export function withoutDescriptions(crd: KubeObject): KubeObject {
  return JSON.parse(
    JSON.stringify(crd, (key, value) => (key === 'description' && typeof value === 'string' ? undefined : value)),
  )
}
