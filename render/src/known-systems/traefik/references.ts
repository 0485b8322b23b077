import { isRecord } from '@ainur/constructs/is-record'
import { serviceReference } from '../../checks/references/refer.ts'
import type { Reference } from '../../checks/references/reference.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asFilledText, asMap } from '../../model/shape.ts'
import { commaList } from '../../text/comma-list.ts'

const group = 'traefik.io'
const annotationPrefix = 'traefik.ingress.kubernetes.io/'

/** What Traefik's annotations on an Ingress name: `<namespace>-<name>@kubernetescrd`, several after commas. */
export function ingressReferences(object: KubeObject): Reference[] {
  return [
    ...annotated(object, 'router.middlewares', 'Middleware'),
    ...annotated(object, 'router.tls.options', 'TLSOption'),
  ]
}

/** The same on a Service. */
export function serviceReferences(object: KubeObject): Reference[] {
  return annotated(object, 'service.serverstransport', 'ServersTransport')
}

function annotated({ metadata }: KubeObject, annotation: string, kind: string): Reference[] {
  const key = annotationPrefix + annotation
  const path = `metadata.annotations["${key}"]`
  return commaList(asFilledText(asMap(metadata.annotations)[key])).flatMap((name) => byProvider(name, kind, path))
}

/** Names of the listeners that an Ingress is bound to. @default all of them */
export function listenersOf({ metadata }: KubeObject): string[] | undefined {
  const written = asMap(metadata.annotations)[`${annotationPrefix}router.entrypoints`]
  return typeof written === 'string' ? written.split(',').map((each) => each.trim()) : undefined
}

/** Names of the Middlewares that an Ingress asks for, as they are written. */
export function middlewaresOf(object: KubeObject): string[] {
  return commaList(asFilledText(asMap(object.metadata.annotations)[`${annotationPrefix}router.middlewares`]))
}

/**
 * How Traefik writes namespace and name as one, without `@kubernetescrd`: joined with a dash, and everything but letters
 * and digits turned into dashes.
 *
 * @see https://github.com/traefik/traefik/blob/v3.6/pkg/provider/configuration.go Normalize
 */
export function joinedNames(namespace: string, name: string): string[] {
  const joined = `${namespace}-${name}`
  return [
    joined,
    joined
      .split(/[^A-Za-z0-9]+/)
      .filter(Boolean)
      .join('-'),
  ]
}

/** What a custom resource of Traefik names: Services, middlewares, TLS options, transports, Secrets, CA bundles. */
export function traefikReferences({ kind, metadata, spec }: KubeObject): Reference[] {
  const { plugin: _free, ...known } = asMap(spec)
  const protocol = /(TCP|UDP)$/.exec(kind)?.[0] ?? ''
  const found: Reference[] = []
  const local = (type: string, name: unknown, path: string, namespace = metadata.namespace ?? '', core = group) => {
    const text = asFilledText(name)
    if (!text) return
    if (core === group && text.includes('@')) found.push(...byProvider(text, type, path))
    else found.push({ path, group: core, kind: type, namespace, name: text })
  }
  const named = (type: string, value: unknown, path: string) => {
    const { name, namespace } = asMap(value)
    // Traefik brings these two by itself.
    if (name !== 'default') local(type, name, path, asFilledText(namespace))
  }
  visit(known, 'spec', (key, value, path) => {
    if (key === 'middlewares')
      for (const [index, item] of listed(value)) named(`Middleware${protocol}`, item, `${path}[${index}]`)
    else if (key === 'services' || key === 'mirrors')
      for (const [index, item] of listed(value)) service(item, `${path}[${index}]`)
    else if (key === 'service' || key === 'fallback' || key === 'mirroring') service(value, path)
    else if (key === 'serversTransport') local(`ServersTransport${protocol}`, value, path)
    else if (key === 'options' && path === 'spec.tls.options') named('TLSOption', value, path)
    else if (key === 'store' && path === 'spec.tls.store') named('TLSStore', value, path)
    else if (key === 'configMap') local('ConfigMap', value, path, undefined, '')
    else if (/^(secret|secretName|caSecret|certSecret)$/.test(key)) local('Secret', value, path, undefined, '')
    else if (/^(secretNames|certificatesSecrets|rootCAsSecrets)$/.test(key))
      for (const [index, item] of listed(value)) local('Secret', item, `${path}[${index}]`, undefined, '')
  })
  return found

  function service(value: unknown, path: string): void {
    const { kind: type, name, namespace, port } = asMap(value)
    if (type === 'TraefikService') named('TraefikService', value, path)
    else found.push(...serviceReference(name, port, path, asFilledText(namespace) ?? metadata.namespace ?? ''))
  }
}

/** Nothing for what other providers define: files, Traefik itself. */
function byProvider(written: string, kind: string, path: string): Reference[] {
  const [name, provider] = written.split('@')
  return name && provider === 'kubernetescrd' ? [{ path, group, kind, joined: joinedNames, name }] : []
}

function listed(value: unknown): [number, unknown][] {
  return Array.isArray(value) ? [...value.entries()] : []
}

function visit(value: unknown, path: string, see: (key: string, value: unknown, path: string) => void): void {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, `${path}[${index}]`, see)
  else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) {
      see(key, item, `${path}.${key}`)
      visit(item, `${path}.${key}`, see)
    }
  }
}
