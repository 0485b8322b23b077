import { asMap } from '../../model/shape.ts'
import type { KnownSystem } from '../known-system.ts'

/** The Secret has the name of its SealedSecret. @see https://github.com/bitnami-labs/sealed-secrets */
export const sealedSecrets: KnownSystem = {
  name: 'Sealed Secrets',
  makes: {
    'bitnami.com/SealedSecret': ({ metadata: { name, namespace }, spec }) => {
      const { encryptedData, template } = asMap(spec)
      const keys = [...Object.keys(asMap(encryptedData)), ...Object.keys(asMap(asMap(template).data))]
      return [{ group: '', kind: 'Secret', namespace, name, keys }]
    },
  },
}
