import type { SecretSource } from '@ainur/constructs'

const labCaText: Record<Extract<SecretSource, { from: 'lab-ca' }>['part'], string> = {
  certificate: 'certificate of the lab CA',
  'private-key': 'private key of the lab CA',
  'intermediate-certificate': 'certificate of an intermediate of the lab CA, and that of the lab CA',
  'intermediate-private-key': 'private key of an intermediate of the lab CA',
}

/** How a value of a Secret is made, in words. Never a value, not even a public one. */
export function secretSourceText(source: SecretSource): string {
  switch (source.from) {
    case 'random':
      return `${source.bytes} random bytes, ${source.encoding}`
    case 'user':
      return `you are asked: ${source.question}`
    case 'user-password-bcrypt':
      return `bcrypt hash of what you are asked: ${source.question}`
    case 'lab-ca':
      return labCaText[source.part]
    case 'openpgp-key':
      return `OpenPGP private key of "${source.identity}", rsa4096, without passphrase`
    case 'copy':
      return `same value as ${source.key} in ${source.namespace}/${source.name}`
    case 'template':
      return `a document made of ${placeholders(source.text).join(', ') || 'fixed text'}`
    case 'literal':
      return 'fixed text, no secret'
  }
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\$\{([^}]*)\}/g)].map(([, key]) => key ?? ''))]
}
