import { asFilledText, asMap } from '../../model/shape.ts'
import type { KnownSystem } from '../known-system.ts'

/** `target.name`, else that of the ExternalSecret. @see https://external-secrets.io/latest/api/externalsecret/ */
export const externalSecrets: KnownSystem = {
  name: 'External Secrets',
  makes: {
    'external-secrets.io/ExternalSecret': ({ metadata: { name, namespace }, spec }) => [
      { group: '', kind: 'Secret', namespace, name: asFilledText(asMap(asMap(spec).target).name) ?? name },
    ],
  },
}
