import { describeObject } from '@ainur/constructs'
import { defineRule, type Finding } from '@ainur/constructs/finding'
import { isKnownAnnotation, knownAbout, knownSystems } from '../known-systems/known-systems.ts'
import { groupOf } from '../model/group-of.ts'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check } from '../model/rendering.ts'
import { asFilledText, asMap, asText, numberedMaps, specOf } from '../model/shape.ts'
import { defaultClassName } from './default-class-name.ts'
import type { RoutePath } from './route-path.ts'

const routeDuplicate = defineRule('route-duplicate', 'error', {
  title: 'two Ingresses or routes serve the same host and path',
  why: 'Which of them answers is up to the controller, and may change with a restart; a sign-in of the other is walked around.',
  remedy: 'Give one of them another host or path, or remove it.',
})

/** A host and a path lead to one place, whoever made the route: an app, `expose()`, or a hand. */
export const routeConflictsCheck: Check = {
  rules: [routeDuplicate],
  run(rendering) {
    const usual = defaultClassName(rendering, 'IngressClass')
    const known = new Map<string, { readonly object: KubeObject; readonly route: RoutePath }[]>()
    return rendering.objects.flatMap(({ object }) =>
      routesOf(object, usual).flatMap((route): Finding[] => {
        const key = [route.host, route.prefix, route.exact].join(' ')
        const rivals = known.get(key) ?? []
        known.set(key, [...rivals, { object, route }])
        const rival = rivals.find((other) => meet(other.route, route))
        if (!rival) return []
        const other =
          rival.object === object
            ? `${rival.route.path} of the same ${object.kind}`
            : describeObject(objectRef(rival.object))
        const { target } = rival.route
        const where = target === route.target ? '' : `, which leads to ${target} instead of ${route.target}`
        const message = `"${route.host}${route.prefix}" is served by ${other} already${where}`
        return [routeDuplicate.finding(objectRef(object), route.path, message)]
      }),
    )
  },
}

function routesOf(object: KubeObject, usual: string | undefined): RoutePath[] {
  const kind = `${groupOf(object.apiVersion)}/${object.kind}`
  if (kind !== 'networking.k8s.io/Ingress') {
    return knownAbout(kind, ({ routePaths }) => routePaths).flatMap((read) => read(object))
  }
  return settles(object) ? [] : ingressPaths(object, usual)
}

function ingressPaths(ingress: KubeObject, usual = ''): RoutePath[] {
  const spec = specOf(ingress)
  const listeners = knownSystems.map((system) => system.ingress?.listeners?.(ingress)).find(Boolean)
  return numberedMaps(spec.rules).flatMap(([index, rule]) =>
    numberedMaps(asMap(rule.http).paths).map(([at, item]): RoutePath => {
      return {
        path: `spec.rules[${index}].http.paths[${at}]`,
        host: asFilledText(rule.host) ?? '*',
        prefix: asFilledText(item.path) ?? '/',
        exact: item.pathType === 'Exact',
        target: targetOf(asMap(item.backend), ingress),
        controller: asText(spec.ingressClassName) ?? usual,
        ...(listeners ? { listeners } : {}),
        tls: numberedMaps(spec.tls).length > 0,
      }
    }),
  )
}

function targetOf({ service, resource }: Record<string, unknown>, { metadata }: KubeObject): string {
  const { name, port } = asMap(service ?? resource)
  const { name: portName, number } = asMap(port)
  return `${metadata.namespace}/${name}${port === undefined ? '' : `:${portName ?? number}`}`
}

/** Its author says by an annotation which of several Ingresses for one route answers. */
function settles({ metadata }: KubeObject): boolean {
  return Object.keys(metadata.annotations ?? {}).some((key) =>
    isKnownAnnotation(key, ({ ingress }) => ingress?.settles),
  )
}

function meet(one: RoutePath, other: RoutePath): boolean {
  if (one.controller !== other.controller) return false
  if (!one.listeners || !other.listeners) return one.tls === other.tls
  return one.listeners.some((listener) => other.listeners?.includes(listener))
}
