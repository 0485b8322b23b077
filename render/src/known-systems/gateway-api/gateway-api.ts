import { serviceReference } from '../../checks/references/refer.ts'
import type { Reference } from '../../checks/references/reference.ts'
import type { PublishedRoute } from '../../diff/reading/published-route.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asFilledText, asMap, asMaps, asText, asTexts, numberedMaps } from '../../model/shape.ts'
import type { KnownSystem } from '../known-system.ts'

const kinds = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute']

/** Routes of whichever system implements them. @see https://gateway-api.sigs.k8s.io/reference/spec/ */
export const gatewayApi: KnownSystem = {
  name: 'the Gateway API',
  references: Object.fromEntries(kinds.map((kind) => [`gateway.networking.k8s.io/${kind}`, backends])),
  routes: { 'gateway.networking.k8s.io/HTTPRoute': httpRoute },
}

function backends({ metadata, spec }: KubeObject): Reference[] {
  return numberedMaps(asMap(spec).rules).flatMap(([at, rule]) =>
    numberedMaps(rule.backendRefs).flatMap(([index, { name, kind, namespace }]) => {
      if ((kind ?? 'Service') !== 'Service') return []
      const where = asFilledText(namespace) ?? metadata.namespace ?? ''
      return serviceReference(name, undefined, `spec.rules[${at}].backendRefs[${index}]`, where)
    }),
  )
}

function httpRoute({ spec: fields }: KubeObject): PublishedRoute {
  const spec = asMap(fields)
  const filter = asMaps(spec.rules)
    .flatMap(({ filters }) => asMaps(filters))
    .find(({ type }) => type === 'ExtensionRef')
  const hosts = asTexts(spec.hostnames)
  // Whether there is TLS is the listener's business; the route says nothing of it.
  return {
    path: 'spec.hostnames',
    hosts: hosts.length > 0 ? hosts : ['every host'],
    tls: true,
    auth: asText(asMap(filter?.extensionRef).name),
    authPath: 'spec.rules',
  }
}
