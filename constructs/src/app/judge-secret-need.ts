import { literal, variant } from 'valibot'
import { isDnsLabel, isDnsName } from '../cluster/names.ts'
import { formatPath } from '../cluster/path.ts'
import { quote } from '../cluster/problem.ts'
import { readShape } from '../cluster/read-shape.ts'
import { count, inMapping, members, object, oneOf, optional, record, text } from '../cluster/shapes.ts'
import type { Problem } from '../finding/rule.ts'
import { appInvalid } from './app-invalid.ts'
import type { SecretNeed } from './secret-need.ts'

const source = inMapping(
  variant('from', [
    members({ from: literal('random'), bytes: count, encoding: oneOf('hex', 'base64', 'alphanumeric') }),
    members({ from: literal('user'), question: text }),
    members({ from: literal('user-password-bcrypt'), question: text }),
    members({
      from: literal('lab-ca'),
      part: oneOf('certificate', 'private-key', 'intermediate-certificate', 'intermediate-private-key'),
    }),
    members({ from: literal('openpgp-key'), identity: text }),
    members({ from: literal('copy'), namespace: text, name: text, key: text }),
    members({ from: literal('template'), text }),
    members({ from: literal('literal'), value: text }),
  ]),
)

const shape = object({
  kind: optional(oneOf('Secret', 'ConfigMap')),
  namespace: text,
  name: text,
  type: optional(text),
  labels: optional(record(text)),
  keys: record(source),
  why: text,
})

/** Keys that a Secret of a type must have. @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
const keysOfType: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
}

/** What is wrong with a Secret that an app asks for: nothing could make it as written. */
export function judgeSecretNeed(need: SecretNeed): Problem[] {
  const { draft, problems } = readShape(shape, need, { whole: 'a secret need', examples: {} })
  const refuse = (wrong: boolean, path: string, message: string, remedy: string) =>
    wrong ? [appInvalid.problem(path, message, remedy)] : []
  const { name, namespace, type, keys } = draft
  const lacking = (keysOfType[type ?? ''] ?? []).filter((key) => keys !== undefined && !Object.hasOwn(keys, key))
  return [
    ...problems,
    ...refuse(
      name !== undefined && !isDnsName(name),
      'name',
      `${quote(name)} is not a name of a Secret; allowed are a-z, 0-9, - and ., with a letter or digit at both ends`,
      `Write e.g. "${need.namespace}-credentials".`,
    ),
    ...refuse(
      namespace !== undefined && !isDnsLabel(namespace),
      'namespace',
      `${quote(namespace)} is not a name of a namespace; allowed are at most 63 of a-z, 0-9 and -, with a letter or digit at both ends`,
      'Leave it out for the namespace of the app.',
    ),
    ...refuse(
      lacking.length > 0,
      'keys',
      `a Secret of the type ${type} has ${lacking.join(' and ')}, or the API server refuses it`,
      'Add the keys, or leave out the type.',
    ),
    ...Object.entries(keys ?? {}).flatMap(([key, made]) => [
      ...refuse(
        !/^[-._a-zA-Z0-9]{1,253}$/.test(key),
        formatPath(['keys', key]),
        `${quote(key)} is not a key of a Secret; allowed are letters, digits, -, _ and .`,
        'Write e.g. "password".',
      ),
      ...refuse(
        made?.from === 'random' && made.bytes !== undefined && !(Number.isInteger(made.bytes) && made.bytes >= 1),
        formatPath(['keys', key, 'bytes']),
        `${quote(made && 'bytes' in made ? made.bytes : undefined)} was given; allowed are whole numbers of 1 or more`,
        'Write 32, which nobody guesses.',
      ),
    ]),
  ]
}
