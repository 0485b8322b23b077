import type { Problem } from '@ainur/constructs/finding'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asMap } from '../../model/shape.ts'
import { serverRule } from '../schema-rules.ts'
import { breach } from './breach.ts'

const keyPattern = /^[-._a-zA-Z0-9]{1,253}$/

/** What the API server refuses in the keys of a ConfigMap or Secret. */
export function configRules({ kind, ...object }: KubeObject): Problem[] {
  const other = kind === 'ConfigMap' ? 'binaryData' : 'stringData'
  const problems: Problem[] = []
  for (const field of ['data', other]) {
    for (const key of Object.keys(asMap(object[field]))) {
      if (keyPattern.test(key) && key !== '.' && key !== '..' && !key.startsWith('..')) continue
      const message = `"${key}": only letters, digits, "-", "_" and "." are allowed in a key, not ".." first`
      const remedy = 'write the name of the file alone; where it goes is said in the items of the volume'
      problems.push(breach(serverRule.configKey, [field, key], message, remedy))
    }
  }
  // Of a Secret, stringData wins.
  const twice = kind === 'ConfigMap' ? Object.keys(asMap(object.data)) : []
  for (const key of twice.filter((each) => Object.hasOwn(asMap(object.binaryData), each))) {
    const message = `"${key}" is in binaryData too: only one of them is allowed`
    problems.push(breach(serverRule.configKey, ['data', key], message, 'keep one of them'))
  }
  return problems
}
