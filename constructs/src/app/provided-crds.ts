import type { ProvidedObject } from './upstream-release.ts'

/** CustomResourceDefinitions that a release brings, by name: `certificates.cert-manager.io`. */
export function providedCrds(names: readonly string[]): ProvidedObject[] {
  return names.map((name) => ({ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition', name }))
}
