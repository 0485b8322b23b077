import type { RoutePath } from '../../checks/route-path.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { asMap, asMaps, asText, asTexts, numberedMaps } from '../../model/shape.ts'

/**
 * Hosts and paths of an IngressRoute, where its rules say nothing else: those that also ask for a header or a method, or
 * have a priority, may well be meant to be beside others.
 */
export function routePaths({ metadata, spec: fields }: KubeObject): RoutePath[] {
  const spec = asMap(fields)
  const listeners = asTexts(spec.entryPoints)
  return numberedMaps(spec.routes).flatMap(([index, { match, priority, services }]) => {
    const read = priority === undefined ? plainMatch(asText(match) ?? '') : undefined
    if (!read) return []
    const { hosts, ...rest } = read
    const [service = {}] = asMaps(services)
    return hosts.map(
      (host): RoutePath => ({
        path: `spec.routes[${index}].match`,
        host,
        ...rest,
        // The name of its class, unless its owner chose another: then nobody can tell who serves the Ingresses.
        controller: 'traefik',
        target: `${metadata.namespace}/${service.name}${service.port === undefined ? '' : `:${service.port}`}`,
        ...(listeners.length > 0 ? { listeners } : {}),
        tls: spec.tls !== undefined && spec.tls !== null,
      }),
    )
  })
}

/** Hosts, joined by "or", and a path at most. */
function plainMatch(match: string): { hosts: string[]; prefix: string; exact: boolean } | undefined {
  const [hostPart = '', pathPart, ...more] = match.split('&&').map((part) => part.trim().replace(/^\((.*)\)$/s, '$1'))
  const hosts = hostPart.split('||').map((part) => /^\s*Host\(\s*[`"']([^`"']+)[`"']\s*\)\s*$/.exec(part)?.[1])
  const path =
    pathPart === undefined ? ['', 'PathPrefix', '/'] : /^(Path|PathPrefix)\(\s*[`"']([^`"']+)[`"']\s*\)$/.exec(pathPart)
  if (more.length > 0 || !path || !hosts.every((host) => host !== undefined)) return undefined
  return { hosts, prefix: path[2] ?? '/', exact: path[1] === 'Path' }
}
