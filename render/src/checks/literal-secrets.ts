import { type Finding, isRecord } from '@ainur/constructs'
import { groupOf } from '../model/group-of.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check } from '../model/rendering.ts'
import { writtenObjects } from '../model/written-objects.ts'
import { containersOf } from '../pods/containers-of.ts'
import { podTemplatesOf } from '../pods/pod-templates-of.ts'
import { findingAbout } from './finding-about.ts'
import { listOf, recordOf } from './references/list-of.ts'
import { credentialForm, isSensitiveName, looksLiteral } from './secrets/credential-patterns.ts'
import { sensitiveLines } from './secrets/sensitive-lines.ts'

const remedy =
  'declare it with addSecretNeed() and refer to the Secret; if it was ever committed, replace the credential'

/** No credential stands in the tree: what is in Git is known to everybody who ever reads it. Messages never quote it. */
export const literalSecretsCheck: Check = {
  id: 'literal-secrets',
  run(rendering) {
    return writtenObjects(rendering).flatMap((object) => {
      if (groupOf(object.apiVersion) === 'argoproj.io' && object.kind === 'Application') return application(object)
      return [
        ...secretObject(object),
        ...(object.apiVersion === 'v1' && object.kind === 'Secret' ? [] : formsIn(object, object, '')),
        ...configMapValues(object),
        ...environment(object),
        ...commandLines(object),
      ]
    })
  },
}

/** Values of its charts are searched by their names too: they become what this check would see in objects. */
function application(object: KubeObject): Finding[] {
  return valuesIn(object, '').map(([path, what]) =>
    findingAbout(object, 'secret-literal', 'error', path, `holds ${what}`, remedy),
  )
}

function secretObject(object: KubeObject): Finding[] {
  if (object.apiVersion !== 'v1' || object.kind !== 'Secret') return []
  return (['data', 'stringData'] as const).flatMap((field) => {
    const keys = Object.keys(recordOf(object[field]))
    if (keys.length === 0) return []
    const message = `a Secret with values for ${keys.join(', ')}; the tree holds none`
    return [findingAbout(object, 'secret-literal', 'error', field, message, remedy)]
  })
}

/** Anything, anywhere, that has the form of a credential. */
function formsIn(object: KubeObject, value: unknown, path: string): Finding[] {
  if (typeof value === 'string') {
    const form = credentialForm(value)
    return form ? [findingAbout(object, 'secret-literal', 'error', path, `holds ${form}`, remedy)] : []
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => formsIn(object, item, `${path}[${index}]`))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, item]) => formsIn(object, item, step(path, key)))
}

function configMapValues(object: KubeObject): Finding[] {
  if (object.apiVersion !== 'v1' || object.kind !== 'ConfigMap') return []
  return Object.entries(recordOf(object.data)).flatMap(([key, text]) => {
    if (typeof text !== 'string') return []
    const path = step('data', key)
    const direct = isSensitiveName(key) && !text.includes('\n') && looksLiteral(text)
    const names = direct ? ['its value'] : sensitiveLines(text).map(({ line, name }) => `"${name}" in line ${line}`)
    return names.map((name) =>
      findingAbout(object, 'secret-literal', 'error', path, `${name} looks like a literal credential`, remedy),
    )
  })
}

function environment(object: KubeObject): Finding[] {
  return podTemplatesOf(object).flatMap((template) =>
    containersOf(template).flatMap(({ container, path }) =>
      listOf(container.env).flatMap(({ item, index }) => {
        const { name, value } = item
        if (typeof name !== 'string' || typeof value !== 'string') return []
        if (!isSensitiveName(name) || !looksLiteral(value)) return []
        const message = `the environment variable ${name} is given its value literally`
        return [findingAbout(object, 'secret-literal', 'error', `${path}.env[${index}].value`, message, remedy)]
      }),
    ),
  )
}

/** Flags such as `--admin-password=…`, which everybody who may list pods can read as well. */
function commandLines(object: KubeObject): Finding[] {
  return podTemplatesOf(object).flatMap((template) =>
    containersOf(template).flatMap(({ container, path }) =>
      (['command', 'args'] as const).flatMap((field) => {
        const words = Array.isArray(container[field]) ? container[field].map(String) : []
        return words.flatMap((word, index) => {
          const [, flag = '', name = '', inline] = /^(--?([A-Za-z][\w.-]*))(?:=(.*))?$/s.exec(word) ?? []
          const next = words[index + 1] ?? ''
          const value = inline ?? (next.startsWith('-') ? '' : next)
          if (!isSensitiveName(name) || !looksLiteral(value)) return []
          const message = `the flag ${flag} is given its value literally`
          return [findingAbout(object, 'secret-literal', 'error', `${path}.${field}[${index}]`, message, remedy)]
        })
      }),
    ),
  )
}

/** Paths that hold a credential, and what it looks like. */
function valuesIn(value: unknown, path: string, name = ''): [string, string][] {
  if (typeof value === 'string') {
    const form = credentialForm(value)
    if (form) return [[path, form]]
    return isSensitiveName(name) && looksLiteral(value) ? [[path, 'what looks like a literal credential']] : []
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => valuesIn(item, `${path}[${index}]`))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, item]) => valuesIn(item, step(path, key), key))
}

function step(path: string, key: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}["${key}"]`
  return path ? `${path}.${key}` : key
}
