import type { Pass } from '../model/rendering.ts'

/**
 * Labels every object with its app and with who manages it.
 *
 * Only `metadata.labels` of the object itself: selectors are immutable and pod templates roll when they change. What an
 * author wrote stays; Argo CD, for one, wants `part-of: argocd` on objects of other apps.
 */
export const labelsPass: Pass = {
  id: 'labels',
  rules: [],
  run(rendering) {
    for (const { app, object } of rendering.objects) {
      object.metadata = {
        ...object.metadata,
        labels: {
          'app.kubernetes.io/managed-by': 'ainur',
          'app.kubernetes.io/part-of': app,
          ...object.metadata.labels,
        },
      }
    }
    return []
  },
}
