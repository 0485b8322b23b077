import { parse } from 'yaml'
import { httpRequest } from '../../../src/api/http.ts'
import { until } from '../../../src/wait/until.ts'
import type { StartedTree } from '../start-tree.ts'
import { routesOf } from './routes.ts'
import { traefikFlags } from './traefik-flags.ts'

/** What the chart of k3s brings and the tree only refers to. */
const ofTheChart = (address: string) => [
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'traefik', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
    spec: { controller: 'traefik.io/ingress-controller' },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'traefik', namespace: 'kube-system' },
    spec: {
      type: 'LoadBalancer',
      ports: [
        { name: 'web', port: 80, targetPort: 'web' },
        { name: 'websecure', port: 443, targetPort: 'websecure' },
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: address }] } },
  },
]

/** Traefik's API, as far as it is asked. */
export interface TraefikState {
  readonly routers: readonly { readonly name: string; readonly status: string; readonly error?: readonly string[] }[]
  readonly middlewares: readonly {
    readonly name: string
    readonly status: string
    readonly error?: readonly string[]
  }[]
}

/**
 * Starts the real Traefik with the arguments that the chart makes of our values, and waits until it has every route.
 *
 * @returns asks it what it made of our objects
 */
export async function startTraefik({
  tree,
  cluster,
  programs,
  rendered,
}: StartedTree): Promise<() => Promise<TraefikState>> {
  const { api, family, kubeconfig, space } = cluster
  const values = parse(rendered('HelmChartConfig', 'kube-system', 'traefik').spec.valuesContent)
  const address = values.service.annotations['kube-vip.io/loadbalancerIPs']
  for (const { status, ...object } of ofTheChart(address) as { status?: object; [key: string]: unknown }[]) {
    await api.apply(object as never)
    if (status) await api.merge(object as never, { status }, 'status')
  }
  const admin = `${space.address}:8080`
  const flags = traefikFlags(values, { web: ':80', websecure: ':443', traefik: admin })
  space.start('traefik', programs.traefik as string, [...flags, '--api.insecure=true'], { KUBECONFIG: kubeconfig })

  const ask = async (what: string) => {
    const { status, body } = await httpRequest(`http://${admin}/api/http/${what}?per_page=1000`, { timeoutMs: 10_000 })
    if (status !== 200) throw new Error(`${status} ${body}`)
    return JSON.parse(body)
  }
  const state = async (): Promise<TraefikState> => ({
    routers: await ask('routers'),
    middlewares: await ask('middlewares'),
  })
  const objects = tree.rendering.objects.map(({ object }) => object)
  const routes = routesOf(objects).length
  const middlewares = objects.filter(({ kind }) => kind === 'Middleware').length
  await until(
    async () => {
      const seen = await state()
      const made = seen.routers.filter(({ name }) => name.endsWith('@kubernetes')).length
      const known = seen.middlewares.filter(({ name }) => name.endsWith('@kubernetescrd')).length
      // The two come from two watches; a route whose middleware is not known yet is an error for a moment.
      if (made === routes && known === middlewares) return { done: true }
      return { state: `${made} of ${routes} routes, ${known} of ${middlewares} middlewares` }
    },
    { what: 'Traefik to have every route', guard: () => family.assertRunning() },
  )
  return state
}
