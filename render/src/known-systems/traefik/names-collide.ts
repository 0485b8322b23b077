import { describeObject } from '@ainur/constructs'
import { defineRule, type Finding } from '@ainur/constructs/finding'
import { groupOf } from '../../model/group-of.ts'
import { objectRef } from '../../model/object-ref.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Check } from '../../model/rendering.ts'
import { asFilledText, asMap, numberedMaps } from '../../model/shape.ts'
import { writtenObjects } from '../../model/written-objects.ts'
import { traefikReferences } from './references.ts'
import { settingIn } from './setting-in.ts'

const traefikNamesCollide = defineRule('traefik-names-collide', 'error', {
  title: 'Traefik calls two Services, or two of its own objects, by one name',
  why: 'It joins namespace and name with a dash: `web` in the namespace `home-assistant` and `assistant-web` in `home` become one. The later silently replaces the other, and visitors reach the wrong app, or pass without its middleware.',
  remedy: 'Give one of them another name.',
})

/** What Traefik knows by a name that it makes of others. */
interface Named {
  /** Names of one kind share a space. */
  readonly space: string
  readonly joined: string
  readonly target: string
  readonly object: KubeObject
  readonly path: string
}

/** Kinds that are known by namespace and name alone. */
const kinds = ['Middleware', 'MiddlewareTCP', 'ServersTransport', 'ServersTransportTCP', 'TLSOption', 'TraefikService']

/**
 * No two names become one when Traefik joins them, as it does for Ingresses always, and for its own objects unless
 * `safeNaming` is on, which the Traefik of k3s does not have.
 *
 * @see https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-crd/#safenaming
 */
export const namesCollideCheck: Check = {
  rules: [traefikNamesCollide],
  run(rendering) {
    const { objects } = rendering
    const own = collisions(objects.flatMap(({ object }) => ownNames(object)))
    const isSafe = own.length > 0 && writtenObjects(rendering).some((each) => settingIn(each, 'safeNaming', 'true'))
    return [...collisions(objects.flatMap(({ object }) => ingressBackends(object))), ...(isSafe ? [] : own)]
  },
}

function collisions(names: readonly Named[]): Finding[] {
  const firsts = new Map<string, Named>()
  return names.flatMap((named) => {
    const key = `${named.space} ${named.joined}`
    const first = firsts.get(key) ?? named
    firsts.set(key, first)
    if (first.target === named.target) return []
    const message = `${named.target} and ${first.target}, which ${describeObject(objectRef(first.object))} names, are both ${named.joined} to Traefik: one replaces the other`
    return [traefikNamesCollide.finding(objectRef(named.object), named.path, message)]
  })
}

function ingressBackends(object: KubeObject): Named[] {
  const { ingressClassName, defaultBackend, rules } = asMap(object.spec)
  const className = asFilledText(ingressClassName)
  if (object.kind !== 'Ingress' || (className && className !== 'traefik')) return []
  const paths = numberedMaps(rules).flatMap(([at, rule]) =>
    numberedMaps(asMap(rule.http).paths).map(([index, { backend }]) => ({
      backend,
      path: `spec.rules[${at}].http.paths[${index}].backend`,
    })),
  )
  return [...paths, { backend: defaultBackend, path: 'spec.defaultBackend' }].flatMap(({ backend, path }) => {
    const { name, port } = asMap(asMap(backend).service)
    const { name: portName, number } = asMap(port)
    return service('Ingress', object, path, object.metadata.namespace, name, portName ?? number)
  })
}

function ownNames(object: KubeObject): Named[] {
  if (groupOf(object.apiVersion) !== 'traefik.io') return []
  const { namespace, name } = object.metadata
  const references = traefikReferences(object).filter(({ kind, group }) => kind === 'Service' && group === '')
  return [
    ...(kinds.includes(object.kind)
      ? [
          {
            space: object.kind,
            joined: joinedName(namespace, name),
            target: describeObject(objectRef(object)),
            object,
            path: 'metadata.name',
          },
        ]
      : []),
    ...references.flatMap((each) => service('IngressRoute', object, each.path, each.namespace, each.name, each.key)),
  ]
}

function service(
  space: string,
  object: KubeObject,
  path: string,
  namespace: string | undefined,
  name: unknown,
  port: unknown,
): Named[] {
  if (!asFilledText(name)) return []
  const target = `Service ${namespace}/${name}, port ${port ?? '80'}`
  return [
    { space: `Service of ${space}`, joined: joinedName(namespace, `${name}-${port ?? ''}`), target, object, path },
  ]
}

/** @see https://github.com/traefik/traefik/blob/v3.7.13/pkg/provider/configuration.go Normalize */
function joinedName(namespace: string | undefined, name: string): string {
  return `${namespace}-${name}`
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join('-')
}
