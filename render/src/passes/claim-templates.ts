import type { Pass } from '../model/rendering.ts'
import { asMaps } from '../model/shape.ts'

/**
 * Says of each claim template of a StatefulSet what it is, as the API server does when it stores one.
 *
 * Argo CD compares the template with what is stored, and calls a StatefulSet that lacks the two lines out of sync for ever:
 * every later wave would wait for it. cdk8s has no field for them.
 *
 * @see https://github.com/argoproj/argo-cd/issues/11143
 */
export const claimTemplatesPass: Pass = {
  id: 'claim-templates',
  rules: [],
  run(rendering) {
    for (const { object } of rendering.objects) {
      if (object.kind !== 'StatefulSet' || object.apiVersion !== 'apps/v1') continue
      for (const template of asMaps(object.spec?.volumeClaimTemplates)) {
        template.apiVersion ??= 'v1'
        template.kind ??= 'PersistentVolumeClaim'
      }
    }
    return []
  },
}
