import type { SecretSource } from '@ainur/constructs'
import { expect, it } from 'vitest'
import { secretSourceText } from './secret-source-text.ts'

it.each<[SecretSource, string]>([
  [{ from: 'random', bytes: 32, encoding: 'hex' }, '32 random bytes, hex'],
  [{ from: 'user', question: 'Token of the forge' }, 'you are asked: Token of the forge'],
  [{ from: 'user-password-bcrypt', question: 'Password' }, 'bcrypt hash of what you are asked: Password'],
  [{ from: 'lab-ca', part: 'private-key' }, 'private key of the lab CA'],
  [{ from: 'lab-ca', part: 'intermediate-private-key' }, 'private key of an intermediate of the lab CA'],
  [{ from: 'openpgp-key', identity: 'Omni' }, 'OpenPGP private key of "Omni", rsa4096, without passphrase'],
  [{ from: 'copy', namespace: 'a', name: 'b', key: 'c' }, 'same value as c in a/b'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the format
  [{ from: 'template', text: 'a: ${x}\nb: ${y}${x}\nhidden' }, 'a document made of x, y'],
  [{ from: 'literal', value: 'hidden' }, 'fixed text, no secret'],
])('says how %j comes about, and no value', (source, text) => {
  expect(secretSourceText(source)).toBe(text)
})
