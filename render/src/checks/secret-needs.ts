import { isDeepStrictEqual } from 'node:util'
import type { SecretNeed } from '@ainur/constructs'
import { defineRule, type Finding, type ObjectRef } from '@ainur/constructs/finding'
import type { Check } from '../model/rendering.ts'

const secretNeedConflict = defineRule('secret-need-conflict', 'error', {
  title: 'one Secret is needed twice, with other keys or other ways to make them',
  why: 'The bootstrap makes a Secret once: one of the two would lack its keys, or have values of the other.',
  remedy: 'Declare it once with all keys, or give the two Secrets different names.',
})

const secretNeedSource = defineRule('secret-need-source-missing', 'error', {
  title: 'a key of a secret need is made of a value that nothing makes',
  why: 'The bootstrap could not make the Secret.',
  remedy: 'Copy a key of a Secret that an app needs with `addSecretNeed()`; a template names keys of its own Secret.',
})

interface Needed {
  readonly app: string
  readonly need: SecretNeed
}

/** Each Secret that the bootstrap makes is described once, and all that it is made of exists. */
export const secretNeedsCheck: Check = {
  rules: [secretNeedConflict, secretNeedSource],
  run({ apps }) {
    const all = apps.flatMap(({ appName, secretNeeds }) => secretNeeds.map((need): Needed => ({ app: appName, need })))
    const first = new Map<string, Needed>()
    for (const needed of all) if (!first.has(keyOf(needed.need))) first.set(keyOf(needed.need), needed)
    return all.flatMap((needed) => {
      const other = first.get(keyOf(needed.need))
      return [...(other && other !== needed ? conflict(needed, other) : []), ...sources(needed.need, first)]
    })
  },
}

function keyOf({ kind = 'Secret', namespace, name }: Pick<SecretNeed, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`
}

function refOf({ kind = 'Secret', namespace, name }: SecretNeed): ObjectRef {
  return { apiVersion: 'v1', kind, namespace, name }
}

function conflict({ app, need }: Needed, other: Needed): Finding[] {
  const { type = 'Opaque' } = need
  const { type: otherType = 'Opaque' } = other.need
  if (type === otherType && isDeepStrictEqual(need.keys, other.need.keys)) return []
  const names = ({ keys }: SecretNeed) => Object.keys(keys ?? {}).join(', ') || 'none'
  const twice = app === other.app ? `${app} needs it twice` : `${other.app} and ${app} need it`
  const differ =
    type !== otherType
      ? `as ${otherType} and as ${type}`
      : names(need) === names(other.need)
        ? `with different values of ${names(need)}`
        : `with the keys ${names(other.need)} and with the keys ${names(need)}`
  return [secretNeedConflict.finding(refOf(need), 'keys', `${twice}: ${differ}`)]
}

function sources(need: SecretNeed, known: ReadonlyMap<string, Needed>): Finding[] {
  return Object.entries(need.keys ?? {}).flatMap(([key, source]) => {
    const finding = (message: string) => [secretNeedSource.finding(refOf(need), `keys["${key}"]`, message)]
    if (source?.from === 'copy') {
      const copied = known.get(keyOf(source)) ?? known.get(keyOf({ kind: 'ConfigMap', ...source }))
      if (!copied) return finding(`it is a copy of ${source.namespace}/${source.name}, which no app needs`)
      if (Object.hasOwn(copied.need.keys, source.key)) return []
      const keys = Object.keys(copied.need.keys).join(', ')
      return finding(
        `it is a copy of "${source.key}" of ${source.namespace}/${source.name}, which has ${keys || 'no keys'}`,
      )
    }
    if (source?.from !== 'template' || typeof source.text !== 'string') return []
    const missing = [...source.text.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, name = '']) =>
      Object.hasOwn(need.keys, name) ? [] : [`\${${name}}`],
    )
    return missing.length > 0 ? finding(`its template names ${missing.join(', ')}; such keys are not beside it`) : []
  })
}
