import { defineRule, type Finding } from '@ainur/constructs/finding'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check } from '../model/rendering.ts'
import { asMap } from '../model/shape.ts'
import { writtenObjects } from '../model/written-objects.ts'
import { type Redact, redactor } from '../secrets/redactor.ts'
import { sensitiveLines } from '../secrets/sensitive-lines.ts'
import { formatPath } from '../text/format-path.ts'

const secretLiteral = defineRule('secret-literal', 'error', {
  title:
    'a Secret has values; or a private key, bcrypt hash, token, or a password under a telling name is anywhere in the tree, chart values included',
  why: 'What is in Git is known to everybody who ever reads it. The message never quotes the value.',
  remedy:
    'Declare it with `addSecretNeed()` and refer to the Secret; if it was ever committed, replace the credential.',
})

const remedy =
  'declare it with addSecretNeed() and refer to the Secret; if it was ever committed, replace the credential'

/**
 * No credential is in the tree: everybody who ever reads the repository knows what is in Git. Messages never quote it.
 * The code that hides secrets from a diff finds them here too, so that check and diff agree.
 */
export const literalSecretsCheck: Check = {
  rules: [secretLiteral],
  run(rendering) {
    const redact = redactor(() => '‹secret 00000000›')
    return writtenObjects(rendering).flatMap((object) => {
      if (object.apiVersion === 'v1' && object.kind === 'Secret')
        return [...secretObject(object), ...misspelled(object, redact)]
      const lines = configMapLines(object)
      return [
        ...lines.map(({ path, line, name }) =>
          about(object, path, `"${name}" in line ${line} looks like a literal credential`),
        ),
        ...literalSpots(object, new Set(lines.map(({ path }) => path)), redact),
      ]
    })
  },
}

function secretObject(object: KubeObject): Finding[] {
  return (['data', 'stringData'] as const).flatMap((field) => {
    const keys = Object.keys(asMap(object[field]))
    if (keys.length === 0) return []
    return [about(object, field, `the Secret has values for ${keys.join(', ')}; in the tree no Secret may have values`)]
  })
}

/** What else a Secret holds, such as `stringdata`. */
function misspelled(secret: KubeObject, redact: Redact): Finding[] {
  return literalSpots(secret, new Set(), redact).filter(({ path }) => !/^(?:data|stringData)(?![\w-])/.test(path))
}

/** Lines of embedded configuration files, which a path alone does not find. */
function configMapLines(object: KubeObject): { readonly path: string; readonly line: number; readonly name: string }[] {
  if (object.apiVersion !== 'v1' || object.kind !== 'ConfigMap') return []
  return Object.entries(asMap(object.data)).flatMap(([key, text]) =>
    typeof text === 'string'
      ? sensitiveLines(text).map((found) => ({ path: formatPath(['data', key]), ...found }))
      : [],
  )
}

/** Every other credential, once for each place and reason. `named` are the paths whose lines are reported already. */
function literalSpots(object: KubeObject, named: ReadonlySet<string>, redact: Redact): Finding[] {
  const messages = new Map<string, Finding>()
  // As it will be written: faster than a structured clone, and an object that is shared is reported in both places.
  const written = JSON.parse(JSON.stringify(object)) as KubeObject
  for (const { path, why, literal } of redact(written)) {
    if (!literal || (named.has(path) && why.startsWith('it is called '))) continue
    messages.set(`${path} ${why}`, about(object, path, `it holds what looks like a literal credential: ${why}`))
  }
  return [...messages.values()]
}

function about(object: KubeObject, path: string, message: string): Finding {
  return secretLiteral.finding(objectRef(object), path, message, remedy)
}
