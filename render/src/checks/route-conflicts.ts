import { describeObject } from '@ainur/constructs'
import { defineRule, type Finding } from '@ainur/constructs/finding'
import { isKnownAnnotation, knownSystems } from '../known-systems/known-systems.ts'
import { groupOf } from '../model/group-of.ts'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check } from '../model/rendering.ts'
import { asFilledText, asMap, asText, numberedMaps, specOf } from '../model/shape.ts'

const routeDuplicate = defineRule('route-duplicate', 'error', {
  title: 'two Ingresses serve the same host and path',
  why: 'Which of them answers is up to the controller, and may change with a restart; a sign-in of the other is walked around.',
  remedy: 'Give one of them another host or path, or remove it.',
})

interface Route {
  readonly ingress: KubeObject
  readonly path: string
  /** Host and path, for people. */
  readonly url: string
  /** Routes with the same key are the same to a visitor. */
  readonly key: string
  /** Where it leads to. */
  readonly target: string
  /** Listeners that it is bound to; undefined: those for its kind of connection. */
  readonly listeners: readonly string[] | undefined
  readonly tls: boolean
}

/** A host and a path lead to one place, whoever made the Ingress: an app, `expose()`, or a hand. */
export const routeConflictsCheck: Check = {
  rules: [routeDuplicate],
  run({ objects }) {
    const known = new Map<string, Route[]>()
    return objects.flatMap(({ object }) =>
      routesOf(object).flatMap((route): Finding[] => {
        const rivals = known.get(route.key) ?? []
        known.set(route.key, [...rivals, route])
        const rival = rivals.find((other) => meet(other, route))
        if (!rival) return []
        const other =
          rival.ingress === object ? `${rival.path} of the same Ingress` : describeObject(objectRef(rival.ingress))
        const where = rival.target === route.target ? '' : `, which leads to ${rival.target} instead of ${route.target}`
        const message = `"${route.url}" is served by ${other} already${where}`
        return [routeDuplicate.finding(objectRef(object), route.path, message)]
      }),
    )
  },
}

function routesOf(ingress: KubeObject): Route[] {
  if (ingress.kind !== 'Ingress' || groupOf(ingress.apiVersion) !== 'networking.k8s.io' || settles(ingress)) return []
  const spec = specOf(ingress)
  const listeners = knownSystems.map((system) => system.ingress?.listeners?.(ingress)).find(Boolean)
  return numberedMaps(spec.rules).flatMap(([index, rule]) =>
    numberedMaps(asMap(rule.http).paths).map(([at, item]): Route => {
      const host = asFilledText(rule.host) ?? '*'
      const path = asFilledText(item.path) ?? '/'
      return {
        ingress,
        path: `spec.rules[${index}].http.paths[${at}]`,
        url: `${host}${path}`,
        key: [asText(spec.ingressClassName) ?? '', host, path, item.pathType === 'Exact'].join(' '),
        target: targetOf(asMap(item.backend), ingress),
        listeners,
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

function meet(one: Route, other: Route): boolean {
  if (!one.listeners || !other.listeners) return one.tls === other.tls
  return one.listeners.some((listener) => other.listeners?.includes(listener))
}
