import type { PathChange } from '../model.ts'

/** A kind of difference that never has an effect of its own. Few on purpose. */
export interface NoiseRule {
  readonly id: string
  /** Half a sentence, shown beside the count. */
  readonly title: string
  hides(change: PathChange): boolean
}

const versionLabels = new Set(['helm.sh/chart', 'app.kubernetes.io/version', 'chart', 'heritage'])
const serverFields =
  /^(status($|\.|\[)|metadata\.(creationTimestamp|generation|managedFields|resourceVersion|selfLink|uid)($|\.|\[))/

/** Applied to objects without a finding only, after the rules ran. */
export const noiseRules: readonly NoiseRule[] = [
  {
    id: 'version-label',
    title: 'labels that repeat the version of a chart',
    // Only those of the object itself: in a pod template they restart pods.
    hides: ({ segments }) =>
      segments.length === 3 &&
      segments[0] === 'metadata' &&
      segments[1] === 'labels' &&
      versionLabels.has(String(segments[2])),
  },
  { id: 'server-field', title: 'fields that the API server sets', hides: ({ path }) => serverFields.test(path) },
]

/** What the reasons of `compare` mean, for the same list of counts. */
export const meaningTitles: Readonly<Record<string, string>> = {
  'same-quantity': 'quantities written differently',
  'same-duration': 'durations written differently',
  'number-as-text': 'numbers written as text where both are read alike',
  'default-value': 'values that Kubernetes fills in anyway',
  'list-order': 'order of lists whose items have keys',
  'document-formatting': 'comments and layout inside embedded documents',
}
