import { isIPv4 } from 'node:net'
import type { Problem } from '@ainur/constructs/finding'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asMap, type Fields, numberedMaps } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { dnsSubdomain } from '../validate/syntax.ts'
import { breach } from './breach.ts'

/** Parts of a path that the API server refuses in one that is matched exactly or by its beginning. */
const sequences = ['//', '/./', '/../', '%2f', '%2F']
const ends = ['/..', '/.']

/** What the API server refuses in an Ingress. */
export function ingressRules({ metadata, spec }: KubeObject): Problem[] {
  const fields = asMap(spec)
  const rules = numberedMaps(fields.rules)
  const problems: Problem[] = []
  if (rules.length === 0 && fields.defaultBackend === undefined && Array.isArray(fields.rules ?? [])) {
    const message = 'no rules: rules or a defaultBackend is required'
    problems.push(breach(serverRule.ingress, ['spec'], message, 'add a rule'))
  }
  const annotation = asMap(metadata?.annotations)['kubernetes.io/ingress.class']
  if (annotation !== undefined && fields.ingressClassName !== undefined && annotation !== fields.ingressClassName) {
    const message = `"${annotation}", and ingressClassName is "${fields.ingressClassName}": only the same is allowed`
    const at = ['metadata', 'annotations', 'kubernetes.io/ingress.class']
    problems.push(breach(serverRule.ingress, at, message, 'keep ingressClassName'))
  }
  if (fields.defaultBackend !== undefined)
    problems.push(...backendRules(fields.defaultBackend, ['spec', 'defaultBackend']))
  for (const [index, { host, http }] of rules) {
    problems.push(...hostRules(host, ['spec', 'rules', index, 'host']))
    for (const [position, path] of numberedMaps(asMap(http).paths)) {
      const at = ['spec', 'rules', index, 'http', 'paths', position]
      problems.push(...pathRules(path, at), ...backendRules(path.backend, [...at, 'backend']))
    }
  }
  for (const [index, { hosts }] of numberedMaps(fields.tls)) {
    const list: readonly unknown[] = Array.isArray(hosts) ? hosts : []
    for (const [position, host] of list.entries()) {
      problems.push(...hostRules(host, ['spec', 'tls', index, 'hosts', position]))
    }
  }
  return problems
}

function hostRules(host: unknown, at: Path): Problem[] {
  if (typeof host !== 'string' || host === '') return []
  const name = host.startsWith('*.') ? host.slice(2) : host
  const ofRule = at.at(-1) === 'host'
  const wrong = ofRule && isIPv4(host) ? 'a name, not an address,' : dnsSubdomain(name)
  if (!wrong) return []
  const what = host.includes('/') || host.includes(':') ? 'a host without scheme, port or path' : wrong
  return [breach(serverRule.ingress, at, `"${host}": only ${what} is allowed`, 'write the host alone')]
}

function pathRules({ path, pathType }: Fields, at: Path): Problem[] {
  const report = (message: string, remedy: string) => [breach(serverRule.ingressPath, [...at, 'path'], message, remedy)]
  const loose = pathType === 'ImplementationSpecific'
  if (typeof path !== 'string' || !path.startsWith('/')) {
    if (loose && !path) return []
    const given = path === undefined ? '"path" is missing' : `"${path}"`
    return report(`${given}: a path of type ${pathType} starts with "/"`, 'begin it with "/"')
  }
  const odd = sequences.find((part) => path.includes(part)) ?? ends.find((part) => path.endsWith(part))
  return odd && !loose ? report(`"${path}": only paths without "${odd}" are allowed`, 'write the path plainly') : []
}

function backendRules(backend: unknown, at: Path): Problem[] {
  const { service, resource } = asMap(backend)
  const report = (place: Path, message: string, remedy: string) => [breach(serverRule.ingress, place, message, remedy)]
  if (service === undefined && resource === undefined) {
    return report(at, 'no service: a backend is required', 'name the Service and its port')
  }
  if (service !== undefined && resource !== undefined) {
    return report(at, 'a service and a resource: only one of them is allowed', 'keep the service')
  }
  if (service === undefined) return []
  const { name, number } = asMap(asMap(service).port)
  const place = [...at, 'service', 'port']
  if (name && number) {
    const message = 'the port has a name and a number: only one of them is allowed'
    return [breach(serverRule.ingressPath, place, message, 'keep the name')]
  }
  if (name || number) return []
  return report(place, 'the port has neither name nor number', 'name the port of the Service')
}
