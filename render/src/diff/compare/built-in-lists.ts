import type { ListType } from './schema-facts.ts'

const map = (...keys: string[]): ListType => ({
  type: 'map',
  keys,
  defaults: keys.includes('protocol') ? { protocol: 'TCP' } : {},
})

/**
 * Lists inside pod templates, by the name of the field. Used where no schema is known, which includes pod templates
 * inside custom resources.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/api/openapi-spec/swagger.json `x-kubernetes-list-map-keys`
 */
const byField: Readonly<Record<string, ListType>> = {
  containers: map('name'),
  initContainers: map('name'),
  ephemeralContainers: map('name'),
  volumes: map('name'),
  env: map('name'),
  volumeMounts: map('mountPath'),
  volumeDevices: map('devicePath'),
  imagePullSecrets: map('name'),
  topologySpreadConstraints: map('topologyKey', 'whenUnsatisfiable'),
  conditions: map('type'),
  webhooks: map('name'),
  finalizers: { type: 'set' },
  accessModes: { type: 'set' },
}

/** What the name of a list says about its keys; undefined for most. */
export function builtInListType(kind: string, path: readonly string[]): ListType | undefined {
  const field = path.at(-1) as string
  if (field === 'ports') {
    if (path.at(-2) === '[]' && /ontainers$/.test(path.at(-3) ?? '')) return map('containerPort', 'protocol')
    return kind === 'Service' && path.length === 2 ? map('port', 'protocol') : undefined
  }
  if (field === 'versions') return kind === 'CustomResourceDefinition' ? map('name') : undefined
  return Object.hasOwn(byField, field) ? byField[field] : undefined
}
