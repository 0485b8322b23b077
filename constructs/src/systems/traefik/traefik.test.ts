import { beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { App } from '../../app/app.ts'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import { testCluster } from '../../app/testing/test-cluster.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { k8s } from '../../k8s.ts'
import { place } from '../../placement/place.ts'
import { amd64Only } from '../../placement/policy.ts'
import { CertManager } from '../cert-manager/cert-manager.ts'
import { KubeVip } from '../kube-vip/kube-vip.ts'
import { LabPki } from '../lab-pki/lab-pki.ts'
import { TrustManager } from '../trust-manager/trust-manager.ts'
import { Traefik, type TraefikProps } from './traefik.ts'

class Consumer extends App {
  constructor(tree: ClusterTree, name: string) {
    super(tree, name)
  }

  addService(annotations?: Record<string, string>): void {
    new k8s.KubeService(this, 'service', {
      metadata: { name: this.appName, annotations },
      spec: { ports: [{ name: 'http', port: 80 }] },
    })
  }
}

function build(cluster: Cluster, props: Partial<TraefikProps> = {}) {
  const tree = new ClusterTree(cluster)
  const certManager = new CertManager(tree, 'cert-manager')
  const trust = new LabPki(tree, 'lab-pki', {
    certManager,
    trustManager: new TrustManager(tree, 'trust-manager', { certManager }),
  })
  const loadBalancer = new KubeVip(tree, 'kube-vip')
  return { tree, traefik: new Traefik(tree, 'traefik', { address: '192.168.20.200', trust, loadBalancer, ...props }) }
}

/** What the chart is told, k3s' or the upstream one. */
function valuesOf(app: Traefik) {
  const source = app.releases[0]?.source
  const text = source && 'values' in source ? JSON.stringify(source.values) : undefined
  return parse(text ?? objectOf(app, 'HelmChartConfig', 'traefik').spec.valuesContent)
}

let tree: ClusterTree
let traefik: Traefik
let consumer: Consumer

beforeEach(() => {
  ;({ tree, traefik } = build(testCluster()))
  consumer = new Consumer(tree, 'dex')
})

const route = { name: 'dex', host: 'dex.ainur.home.arpa', service: 'dex', port: 'http' } as const

describe('Traefik on k3s', () => {
  it('configures the Traefik of k3s with its fixed address and the default class', () => {
    const config = objectOf(traefik, 'HelmChartConfig', 'traefik')
    expect(config.metadata).toEqual({ name: 'traefik', namespace: 'kube-system' })
    expect(parse(config.spec.valuesContent)).toEqual({
      deployment: { replicas: 1 },
      priorityClassName: 'system-cluster-critical',
      resources: { requests: { cpu: '50m', memory: '96Mi' }, limits: { memory: '256Mi' } },
      ingressClass: { enabled: true, isDefaultClass: true },
      providers: { kubernetesIngress: { publishedService: { enabled: true } } },
      ports: { websecure: { transport: { respondingTimeouts: { readTimeout: '0s' } } } },
      additionalArguments: [
        '--entryPoints.web.http.underscoreHeadersStrategy=delete',
        '--entryPoints.websecure.http.underscoreHeadersStrategy=delete',
      ],
      service: {
        annotations: { 'kube-vip.io/loadbalancerIPs': '192.168.20.200' },
        spec: { externalTrafficPolicy: 'Cluster' },
      },
    })
  })

  it('is told where to run by the same chart values, also when it was placed after it was made', () => {
    const { traefik: placed } = build(testCluster())
    place(placed, amd64Only)
    const { affinity } = parse(objectOf(placed, 'HelmChartConfig', 'traefik').spec.valuesContent)
    expect(affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }] },
    ])
  })

  it('declares the CRDs that k3s installs, so that Middlewares have a definition', () => {
    expect(traefik.provided).toContainEqual({
      group: 'apiextensions.k8s.io',
      kind: 'CustomResourceDefinition',
      name: 'middlewares.traefik.io',
    })
  })

  it('says which prop is missing when it has no address, once, and serves others all the same', () => {
    const { traefik, tree } = build(testCluster(), { address: undefined } as never)
    expect(traefik.findings).toMatchObject([
      { rule: 'missing-value', path: 'address', remedy: "Add it, e.g. address: '192.168.20.200'" },
    ])
    expect(traefik.expose(new Consumer(tree, 'web'), route)).toBe('https://dex.ainur.home.arpa')
  })

  it('reserves its address: its Service is in no file of the tree', () => {
    expect(tree.addresses.ownersOf('192.168.20.200')).toMatchObject([{ owner: 'app traefik', kind: 'service' }])
  })
})

describe('what owners set, on k3s and with a release alike', () => {
  const both = (props: Partial<TraefikProps>) =>
    [true, false].map((bundled) => build(testCluster(), { bundled, ...props }).traefik)

  it('gives the chart any other value, and one that no chart has by that name is reported', () => {
    for (const bundled of [true, false]) {
      const { tree, traefik: app } = build(testCluster(), { bundled })
      app.overrideValues('traefik', { logs: { general: { level: 'DEBUG' } }, deployment: { replicas: 3 } })
      tree.complete()
      const { logs, deployment, service } = valuesOf(app)
      expect({ logs, deployment }).toEqual({ logs: { general: { level: 'DEBUG' } }, deployment: { replicas: 3 } })
      expect(service.spec).toEqual({ externalTrafficPolicy: 'Cluster' })

      const wrong = build(testCluster(), { bundled })
      wrong.traefik.overrideValues('traefic', {})
      expect(() => wrong.tree.complete()).toThrow('app traefik has no chart "traefic"; its charts are traefik.')
    }
  })

  it('ends no request that takes its time, unless told when', () => {
    for (const app of both({ timeouts: { read: '10m', idle: '5m' } })) {
      expect(valuesOf(app).ports.websecure.transport.respondingTimeouts).toEqual({
        readTimeout: '10m',
        idleTimeout: '5m',
      })
    }
  })

  it('spreads several pods over the nodes, and lets a drain take one at a time', () => {
    for (const app of both({ replicas: 2 })) {
      const { deployment, podDisruptionBudget, topologySpreadConstraints } = valuesOf(app)
      expect(deployment).toEqual({ replicas: 2 })
      expect(podDisruptionBudget).toEqual({ enabled: true, maxUnavailable: 1 })
      expect(topologySpreadConstraints).toMatchObject([{ topologyKey: 'kubernetes.io/hostname' }])
    }
    for (const app of both({})) expect(valuesOf(app).podDisruptionBudget).toBeUndefined()
    expect(build(testCluster(), { bundled: false, replicas: 2 }).traefik.releases[0]?.contents.workloads).toMatchObject(
      [{ name: 'traefik', replicas: 2 }],
    )
  })

  it('logs requests by arguments, for which the two charts have different values', () => {
    for (const app of both({ accessLog: true })) {
      expect(valuesOf(app).additionalArguments).toEqual(
        expect.arrayContaining(['--accesslog=true', '--accesslog.format=json']),
      )
    }
    for (const app of both({})) expect(String(valuesOf(app).additionalArguments)).not.toContain('accesslog')
  })

  it('keeps the addresses of clients', () => {
    for (const app of both({ keepClientAddresses: true })) {
      expect(valuesOf(app).service.spec.externalTrafficPolicy).toBe('Local')
    }
  })

  it('sets TLS for every route by the object that Traefik takes for it', () => {
    for (const app of both({ tls: { minVersion: 'VersionTLS13' } })) {
      expect(objectOf(app, 'TLSOption', 'default')).toMatchObject({
        metadata: { namespace: app.appNamespace },
        spec: { minVersion: 'VersionTLS13' },
      })
    }
  })

  it('reports all that cannot be, at once', () => {
    const props = { replicas: 0, timeouts: { read: '60', idle: 'never' }, tls: { minVersion: 'TLS1.3' as never } }
    for (const app of both(props)) {
      expect(app.findings.map(({ path }) => path)).toEqual([
        'replicas',
        'timeouts.read',
        'timeouts.idle',
        'tls.minVersion',
      ])
    }
  })

  it('tells an older k3s nothing that its Traefik does not know', () => {
    const on = (version: string) =>
      valuesOf(build(testCluster({ kubernetes: { distribution: 'k3s', version, minor: '1.36' } })).traefik)
    expect(on('v1.36.2+k3s1').additionalArguments).toBeUndefined()
    expect(on('v1.34.9+k3s1').additionalArguments).toBeUndefined()
    for (const version of ['v1.36.4+k3s1', 'v1.35.7+k3s1', 'v1.37.0+k3s1']) {
      expect(on(version).additionalArguments, version).toHaveLength(2)
    }
  })
})

describe('Traefik on another distribution', () => {
  it('installs the upstream chart with the same values, in a namespace of its own', () => {
    const { traefik: upstream } = build(
      testCluster({ kubernetes: { distribution: 'talos', version: 'v1.36.3', minor: '1.36' } }),
    )
    const { additionalArguments: _, ...packaged } = valuesOf(traefik)
    expect(objectsOf(upstream)).toEqual([])
    expect(upstream.appNamespace).toBe('traefik')
    expect(upstream.releases).toHaveLength(1)
    expect(upstream.releases[0]?.source).toMatchObject({ chart: 'traefik', version: '41.5.0', values: packaged })
    expect(valuesOf(upstream).additionalArguments).toEqual([
      '--entryPoints.web.http.aliasHeadersStrategy=delete',
      '--entryPoints.websecure.http.aliasHeadersStrategy=delete',
      '--providers.kubernetescrd.safeNaming=false',
    ])
    expect(upstream.replacedComponents).toEqual([])
  })

  it('does so on k3s with bundled: false, and has k3s started without its own', () => {
    const { traefik: upstream } = build(testCluster(), { bundled: false })
    expect(objectsOf(upstream)).toEqual([])
    expect(upstream.appNamespace).toBe('traefik')
    expect(upstream.releases).toHaveLength(1)
    expect(upstream.replacedComponents.map(({ component }) => component)).toEqual(['traefik'])
  })

  it('refuses to configure what the distribution does not bring, and to render what k3s installs', () => {
    const talos = testCluster({ kubernetes: { distribution: 'talos', version: 'v1.36.3', minor: '1.36' } })
    expect(() => build(talos, { bundled: true })).toThrow('Talos brings no ingress that takes settings from a tree')
    const release = { render: 'inflate', sha256: '' } as const
    expect(build(testCluster(), { release }).traefik.findings[0]?.message).toContain(
      'k3s installs Traefik from a chart of its own',
    )
    expect(build(testCluster(), { release, bundled: false }).traefik.inflations).toHaveLength(1)
  })
})

describe('expose', () => {
  it('answers HTTPS with a certificate of its own and redirects plain HTTP', () => {
    expect(traefik.expose(consumer, route)).toBe('https://dex.ainur.home.arpa')
    const rules = [
      {
        host: 'dex.ainur.home.arpa',
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'dex', port: { name: 'http' } } } }],
        },
      },
    ]
    expect(objectsOf(consumer).filter((object) => object.kind !== 'Certificate')).toEqual([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: {
          name: 'dex',
          annotations: {
            'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure',
            'traefik.ingress.kubernetes.io/router.tls': 'true',
          },
        },
        spec: { ingressClassName: 'traefik', rules, tls: [{ hosts: ['dex.ainur.home.arpa'], secretName: 'dex-tls' }] },
      },
      {
        apiVersion: 'traefik.io/v1alpha1',
        kind: 'Middleware',
        metadata: { name: 'dex-to-https' },
        spec: { redirectScheme: { scheme: 'https', permanent: true } },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: {
          name: 'dex-http',
          annotations: {
            'traefik.ingress.kubernetes.io/router.entrypoints': 'web',
            'traefik.ingress.kubernetes.io/router.middlewares': 'dex-dex-to-https@kubernetescrd',
          },
        },
        spec: { ingressClassName: 'traefik', rules },
      },
    ])
    expect(objectOf(consumer, 'Certificate', 'dex').spec.dnsNames).toEqual(['dex.ainur.home.arpa'])
  })

  it('serves plain HTTP without a redirect when the route asks for it', () => {
    traefik.expose(consumer, { ...route, plainHttp: true })
    expect(objectOf(consumer, 'Ingress', 'dex-http').metadata.annotations).toEqual({
      'traefik.ingress.kubernetes.io/router.entrypoints': 'web',
    })
    expect(objectsOf(consumer).some((object) => object.kind === 'Middleware')).toBe(false)
  })

  it('registers the host, for the DNS of the cluster and of the LAN', () => {
    traefik.expose(consumer, route)
    expect(tree.exposures).toEqual([
      { app: 'dex', host: 'dex.ainur.home.arpa', address: '192.168.20.200', url: 'https://dex.ainur.home.arpa' },
    ])
  })

  it('answers at an address of each family in a dual-stack cluster', () => {
    const { network } = testCluster()
    const servicePool = [{ from: 'fd00:20::200', to: 'fd00:20::2ff' }]
    const ipv6 = { subnet: 'fd00:20::/64', pods: 'fd00:42::/56', services: 'fd00:43::/112', servicePool }
    const dual = build(testCluster({ network: { ...network, ipv6 } }), { address6: 'fd00:20::200' })
    const { annotations, spec } = valuesOf(dual.traefik).service
    expect(annotations).toEqual({ 'kube-vip.io/loadbalancerIPs': '192.168.20.200,fd00:20::200' })
    expect(spec).toMatchObject({ ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] })
    dual.traefik.expose(new Consumer(dual.tree, 'dex'), route)
    expect(dual.tree.exposures).toMatchObject([{ address: '192.168.20.200', address6: 'fd00:20::200' }])
  })

  it('takes a port by number', () => {
    traefik.expose(consumer, { ...route, port: 8080 })
    const [path] = objectOf(consumer, 'Ingress', 'dex').spec.rules[0].http.paths
    expect(path.backend.service.port).toEqual({ number: 8080 })
  })

  it('marks the Service of an h2c route, even one made after the route, and keeps its annotations', () => {
    traefik.expose(consumer, { ...route, scheme: 'h2c' })
    consumer.addService({ mine: 'yes' })
    tree.complete()
    expect(objectOf(consumer, 'Service', 'dex').metadata.annotations).toEqual({
      mine: 'yes',
      'traefik.ingress.kubernetes.io/service.serversscheme': 'h2c',
    })
  })

  it('checks the certificate of an https backend against the lab CA', () => {
    traefik.expose(consumer, { ...route, scheme: 'https' })
    consumer.addService()
    tree.complete()
    expect(objectOf(consumer, 'Service', 'dex').metadata.annotations).toEqual({
      'traefik.ingress.kubernetes.io/service.serversscheme': 'https',
      'traefik.ingress.kubernetes.io/service.serverstransport': 'dex-dex-backend@kubernetescrd',
    })
    expect(objectOf(consumer, 'ServersTransport', 'dex-backend').spec).toEqual({
      serverName: 'dex.dex.svc',
      rootCAs: [{ configMap: 'lab-ca' }],
    })
    expect(consumer.namespaceLabels).toEqual({ 'ainur.home.arpa/ca': 'inject' })
  })

  it('refuses h2c to a Service that the app does not make', () => {
    traefik.expose(consumer, { ...route, scheme: 'h2c' })
    expect(() => tree.complete()).toThrow('speaks h2c to the Service "dex", which dex does not make')
  })

  it.each([
    'pass_words.ainur.home.arpa',
    'https://dex.ainur.home.arpa',
    'Dex.ainur.home.arpa',
    '*.ainur.home.arpa',
    '',
  ])('refuses %j as a host', (host) => {
    traefik.expose(consumer, { ...route, host })
    expect(consumer.findings).toMatchObject([
      {
        severity: 'error',
        path: 'routes.dex.host',
        message: `"${host}" is not a host name; allowed are a-z, 0-9 and -, in parts of at most 63 that dots join`,
      },
    ])
  })

  it('refuses a host that another app has', () => {
    traefik.expose(consumer, route)
    const other = new Consumer(tree, 'other')
    traefik.expose(other, { ...route, name: 'other' })
    expect(other.findings).toMatchObject([
      {
        path: 'routes.other.host',
        message: expect.stringContaining('other wants the host "dex.ainur.home.arpa", which dex has already'),
      },
    ])
  })

  it('puts the consumer after Traefik and after the PKI', () => {
    traefik.expose(consumer, route)
    expect(consumer.dependencies.map(({ app }) => app.appName)).toEqual(['traefik', 'lab-pki'])
  })
})
