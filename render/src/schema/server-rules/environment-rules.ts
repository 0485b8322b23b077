import type { Problem } from '@ainur/constructs/finding'
import { isRecord } from '@ainur/constructs/is-record'
import { asMap, type Fields } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { nearestWord } from '../../text/nearest-word.ts'
import { serverRule } from '../schema-rules.ts'
import { alternatives } from '../validate/quote.ts'
import { breach, presentOf } from './breach.ts'

const sources = ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef']
const fromSources = ['configMapRef', 'secretRef']

/** Fields of the pod that a variable may hold, besides single labels and annotations. */
const podFields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]

const resourceField = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/

/** What the API server refuses in the variables of a container. A plain loop: they are most of what a tree holds. */
export function environmentRules(container: Fields, at: Path): Problem[] {
  const problems: Problem[] = []
  const env: readonly unknown[] = Array.isArray(container.env) ? container.env : []
  for (let index = 0; index < env.length; index += 1) {
    const variable = asMap(env[index])
    if (typeof variable.name === 'string' && variable.name.includes('=')) {
      const message = `"${variable.name}": only names without "=" are allowed`
      problems.push(breach(serverRule.env, [...at, 'env', index, 'name'], message, 'write the value into "value"'))
    }
    if (variable.valueFrom !== undefined) problems.push(...valueRules(variable, [...at, 'env', index]))
  }
  const from: readonly unknown[] = Array.isArray(container.envFrom) ? container.envFrom : []
  for (let index = 0; index < from.length; index += 1) {
    const given = presentOf(asMap(from[index]), fromSources)
    if (given.length === 1) {
      problems.push(...unnamed(asMap(from[index]), given, [...at, 'envFrom', index]))
      continue
    }
    const message = `${given.join(' and ') || 'no source'}: exactly one of ${alternatives(fromSources)} is allowed`
    problems.push(breach(serverRule.env, [...at, 'envFrom', index], message, 'keep or add one of them'))
  }
  return problems
}

function valueRules({ name, value, valueFrom }: Fields, at: Path): Problem[] {
  const from = asMap(valueFrom)
  const given = presentOf(from, sources)
  if (value) {
    const message = `variable "${name}" has a value and valueFrom: only one of them is allowed`
    return [breach(serverRule.env, at, message, 'keep one of them')]
  }
  if (given.length !== 1) {
    const message = `variable "${name}" has ${given.join(' and ') || 'no source'} in valueFrom: exactly one of ${alternatives(sources)} is allowed`
    return [breach(serverRule.env, [...at, 'valueFrom'], message, 'keep or add one of them')]
  }
  const nameless = unnamed(from, ['configMapKeyRef', 'secretKeyRef'], [...at, 'valueFrom'])
  if (nameless.length > 0) return nameless
  const field = asMap(from.fieldRef).fieldPath
  if (
    typeof field === 'string' &&
    !podFields.includes(field) &&
    !/^metadata\.(labels|annotations)\['.+'\]$/.test(field)
  ) {
    const meant = nearestWord(field, podFields)
    const remedy = meant ? `did you mean "${meant}"?` : `write one of ${podFields.join(', ')}`
    const message = `"${field}" is not a field of a pod that a variable may hold`
    return [breach(serverRule.env, [...at, 'valueFrom', 'fieldRef', 'fieldPath'], message, remedy)]
  }
  const { resource } = asMap(from.resourceFieldRef)
  if (typeof resource === 'string' && !resourceField.test(resource)) {
    const message = `"${resource}": only limits or requests of cpu, memory or ephemeral-storage are allowed`
    const place = [...at, 'valueFrom', 'resourceFieldRef', 'resource']
    return [breach(serverRule.env, place, message, 'write it like "limits.memory"')]
  }
  return []
}

/** The schema allows a reference without a name, which no object can be meant by. */
function unnamed(source: Fields, kinds: readonly string[], at: Path): Problem[] {
  return kinds.flatMap((kind) => {
    const reference = source[kind]
    if (!isRecord(reference) || reference.name) return []
    const what = kind.startsWith('secret') ? 'Secret' : 'ConfigMap'
    const message = `${kind} names no ${what}: "name" is missing`
    return [breach(serverRule.env, [...at, kind, 'name'], message, `write the name of the ${what}`)]
  })
}
