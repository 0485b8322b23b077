import type { App } from '../app/app.ts'
import { isRecord } from '../app/is-record.ts'
import type { SecretSource } from '../app/secret-need.ts'
import type { k8s } from '../k8s.ts'
import type { EnvironmentValue } from './props.ts'

/** The variables of the container; those with a source become one secret need of `app`. */
export function environmentOf(app: App, values: Readonly<Record<string, EnvironmentValue>>): k8s.EnvVar[] {
  const secret = `${app.appName}-environment`
  const sources = Object.entries(values).flatMap(([name, value]) => (isSource(value) ? [[name, value] as const] : []))
  if (sources.length > 0) {
    const why = `Variables of ${app.appName}: ${sources.map(([name]) => name).join(', ')}.`
    app.addSecretNeed({ name: secret, keys: Object.fromEntries(sources), why }, 'environment')
  }
  return Object.entries(values).map(([name, value]) => {
    if (isSource(value)) return fromSecret(name, secret, name)
    return isRecord(value) ? fromSecret(name, value.secret, value.key) : { name, value: String(value) }
  })
}

function isSource(value: EnvironmentValue): value is SecretSource {
  return isRecord(value) && 'from' in value
}

function fromSecret(name: string, secret: string, key: string): k8s.EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } }
}
