import { randomBytes } from 'node:crypto'
import type { SecretNeed } from '@ainur/constructs'
import type { KubeObject } from '../api/kube-object.ts'
import type { KeyPair } from '../process/pki.ts'

type Source = SecretNeed['keys'][string]

/**
 * The Secrets and ConfigMaps that apps need, as the bootstrap would make them: fresh randomness, also where a person would
 * be asked. What only a program that does not run here could read is left as a word.
 *
 * @param ca the lab's certificate authority
 */
export function satisfyNeeds(needs: readonly SecretNeed[], ca: KeyPair): KubeObject[] {
  const values = new Map<string, string>()
  const idOf = (namespace: string, name: string, key: string) => `${namespace}/${name}/${key}`

  function secretOf(need: SecretNeed, key: string): string {
    const id = idOf(need.namespace, need.name, key)
    const known = values.get(id)
    if (known !== undefined) return known
    const source = need.keys[key]
    if (!source) throw new Error(`${need.namespace}/${need.name} has no key ${key}`)
    const value = make(source, need)
    values.set(id, value)
    return value
  }

  function make(source: Source, need: SecretNeed): string {
    switch (source.from) {
      case 'lab-ca':
        // The root stands in for the intermediate: it signs the same way.
        return /certificate$/.test(source.part) ? ca.certificate : ca.key
      case 'random':
        return random(source.bytes, source.encoding)
      case 'literal':
        return source.value
      case 'template':
        return source.text.replace(/\$\{([^}]+)\}/g, (_, key: string) => secretOf(need, key))
      case 'copy': {
        const original = needs.find(({ namespace, name }) => namespace === source.namespace && name === source.name)
        if (!original) throw new Error(`no app needs ${source.namespace}/${source.name}, which is to be copied`)
        return secretOf(original, source.key)
      }
      case 'user':
        return random(16, 'hex')
      case 'user-password-bcrypt':
      case 'openpgp-key':
        return `a stand-in for ${source.from}`
    }
  }

  return needs.map((need) => {
    const { kind = 'Secret', namespace, name, type, labels } = need
    const data = Object.fromEntries(Object.keys(need.keys).map((key) => [key, secretOf(need, key)]))
    const metadata = { name, namespace, ...(labels ? { labels } : {}) }
    if (kind === 'ConfigMap') return { apiVersion: 'v1', kind, metadata, data }
    return { apiVersion: 'v1', kind, metadata, ...(type ? { type } : {}), stringData: data }
  })
}

function random(bytes: number, encoding: 'hex' | 'base64' | 'alphanumeric'): string {
  const drawn = randomBytes(bytes)
  return encoding === 'alphanumeric' ? drawn.toString('base64').replaceAll(/[+/=]/g, 'x') : drawn.toString(encoding)
}
