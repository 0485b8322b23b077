import type { KubeObject } from '../../../src/api/kube-object.ts'
import { Browser } from '../sign-in/browser.ts'
import type { StartedTree } from '../start-tree.ts'
import { type EchoBackend, startEcho } from '../traefik/echo.ts'
import { leadTo, type ServiceRef } from '../traefik/lead-to.ts'
import { backendName, type Route, routesOf } from '../traefik/routes.ts'
import { startTraefik, type TraefikState } from '../traefik/start-traefik.ts'

/** The tree behind the real Traefik, with a server that tells what reached it in the place of every pod. */
export interface Web {
  readonly routes: readonly Route[]
  readonly traefik: () => Promise<TraefikState>
  /** By the name of the backend. */
  readonly echoes: ReadonlyMap<string, EchoBackend>
  browser(): Browser
  /** `namespace/service:number`: the backend that a route is to lead to. */
  backendOf(route: Route): string
  /** URL of the server in the place of the pods behind a Service that no route leads to. */
  upstream(service: ServiceRef): Promise<string>
  stop(): void
}

/**
 * What its pods speak: facts of the programs, for the test to know better than the tree.
 *
 * @see https://github.com/siderolabs/omni/blob/v1.10.6/internal/backend/server.go
 */
const speaksH2c = ['omni/omni:8080', 'omni/omni:8090']

/** Services of Argo CD's upstream release, which is not in the tree. */
const ofReleases: readonly KubeObject[] = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'argocd-server', namespace: 'argocd' },
    spec: { ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  },
]

/** @param tree whose certificates have been issued */
export async function startWeb(started: StartedTree): Promise<Web> {
  const { tree, cluster, ca } = started
  const { api, space } = cluster
  for (const service of ofReleases) await api.apply(service)
  const objects = [...tree.rendering.objects.map(({ object }) => object), ...ofReleases]
  const routes = routesOf(objects)
  const echoes = new Map<string, EchoBackend>()
  const stop = () => {
    for (const echo of echoes.values()) echo.stop()
  }
  try {
    for (const { metadata, spec } of servicesBehind(routes, objects)) {
      const service = { namespace: metadata.namespace ?? '', name: metadata.name }
      const targets = []
      for (const { name, port, protocol = 'TCP' } of spec.ports) {
        if (protocol !== 'TCP') continue
        const backend = backendName({ namespace: service.namespace, service: service.name }, port)
        const echo = await startEcho(backend, speaksH2c.includes(backend) ? 'h2c' : 'http', space.machine)
        echoes.set(backend, echo)
        targets.push({ name, port: echo.port })
      }
      await leadTo(api, service, space.machine, targets)
    }
    return {
      routes,
      async upstream({ namespace, name }) {
        const backend = `${namespace}/${name}`
        const echo = await startEcho(backend, 'http', space.machine)
        echoes.set(backend, echo)
        return `http://${space.machine}:${echo.port}`
      },
      traefik: await startTraefik(started),
      echoes,
      browser: () => new Browser({ address: space.address, ca: ca.certificate }),
      backendOf(route) {
        const service = servicesBehind([route], objects)[0]
        const port = service?.spec.ports.find(
          ({ name, port }: PortOfService) => route.port === name || route.port === port,
        )
        return backendName(route, port?.port)
      },
      stop,
    }
  } catch (error) {
    stop()
    throw error
  }
}

interface PortOfService {
  readonly name?: string
  readonly port: number
}

function servicesBehind(routes: readonly Route[], objects: readonly KubeObject[]): KubeObject[] {
  return objects.filter(
    ({ kind, metadata }) =>
      kind === 'Service' &&
      routes.some(({ namespace, service }) => metadata.namespace === namespace && metadata.name === service),
  )
}
