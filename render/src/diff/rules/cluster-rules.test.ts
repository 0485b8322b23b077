import type { App } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import type { ClusterFacts } from '../reading/clusters.ts'
import { clusterFacts } from '../testing/cluster-facts.ts'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, daemonSet, deployment, named, type WorkloadOptions, yaml } from '../testing/objects.ts'

const clusters = new Map<string, ClusterFacts>([['home', clusterFacts('home')]])
const files = (...objects: object[]) => ({ 'home/apps/web/all.yaml': yaml(...objects) })
const locked = (platforms: Record<string, string[]>) =>
  Object.fromEntries(
    Object.entries(platforms).map(([image, list]) => [image, { tag: '', platforms: list, source: 'declared' }]),
  )
const lock = locked({
  'a:1.0.0': ['linux/amd64', 'linux/arm64'],
  'a:1.1.0': ['linux/amd64'],
  'a:1.2.0': ['linux/amd64', 'linux/arm64/v8'],
})

describe('arch-lost', () => {
  const rule = (after: WorkloadOptions, more = {}) =>
    findingsOf('arch-lost', files(deployment({ image: 'a:1.0.0' })), files(deployment(after)), {
      lock: [lock, lock],
      clusters,
      ...more,
    })

  it('names the nodes on which the new image cannot run', () => {
    expect(rule({ image: 'a:1.1.0' })).toMatchObject([
      {
        severity: 'error',
        message: 'a:1.1.0 runs on amd64 only, but the pod may land on pi-1 (arm64), pi-2 (arm64).',
        path: 'spec.template.spec.containers[0].image',
      },
    ])
  })

  it('says nothing when the pod is kept off those nodes, or the image still fits', () => {
    expect(rule({ image: 'a:1.1.0', pod: { nodeSelector: { 'kubernetes.io/arch': 'amd64' } } })).toEqual([])
    expect(rule({ image: 'a:1.2.0' })).toEqual([])
    expect(rule({ image: 'unknown:1.0.0' })).toEqual([])
  })

  it('reports a pod that is let onto other nodes without a new image', () => {
    const before = files(deployment({ image: 'a:1.1.0', pod: { nodeSelector: { 'kubernetes.io/arch': 'amd64' } } }))
    expect(
      findingsOf('arch-lost', before, files(deployment({ image: 'a:1.1.0' })), { lock: [lock, lock], clusters }),
    ).toHaveLength(1)
    expect(
      findingsOf(
        'arch-lost',
        files(deployment({ image: 'a:1.1.0' })),
        files(deployment({ image: 'a:1.1.0', spec: { replicas: 2 } })),
        { lock: [lock, lock], clusters },
      ),
    ).toEqual([])
  })

  it('reports an unchanged pod whose image lost a platform in the lock', () => {
    const same = files(deployment({ image: 'a:1.0.0' }))
    const less = locked({ 'a:1.0.0': ['linux/amd64'] })
    expect(findingsOf('arch-lost', same, same, { lock: [lock, less], clusters })).toMatchObject([
      { severity: 'error', message: 'a:1.0.0 no longer has arm64 by the lock, but the pod may land on pi-1, pi-2.' },
    ])
    expect(findingsOf('arch-lost', same, same, { lock: [less, lock], clusters })).toEqual([])
  })

  it('compares with the old image where no definition is known', () => {
    expect(rule({ image: 'a:1.1.0' }, { clusters: new Map() })[0]?.message).toContain('no longer runs on arm64')
    expect(rule({ image: 'a:1.2.0' }, { clusters: new Map() })).toEqual([])
  })
})

describe('capacity', () => {
  const requests = (memory: string, replicas = 1, name = 'web') =>
    deployment({ name, spec: { replicas }, container: { resources: { requests: { memory, cpu: '100m' } } } })
  const rule = (before: object[], after: object[]) =>
    findingsOf('capacity', files(...before), files(...after), { clusters })

  it('reports pods that fit on no node', () => {
    expect(rule([requests('1Gi')], [requests('900Gi')])).toMatchObject([
      { severity: 'error', object: { kind: 'Deployment' } },
      { severity: 'info' },
    ])
  })

  it('reports what would not come back when a node dies', () => {
    const findings = rule([requests('1Gi')], [requests('10Gi')])
    expect(findings).toMatchObject([
      {
        severity: 'warning',
        message: expect.stringContaining('If node box dies, 1 pod of Deployment media/web find no other node'),
      },
      { severity: 'info' },
    ])
  })

  it('reports what would not come back when nodes that share a switch die together, and only together', () => {
    const { cluster, apps } = clusterFacts('home')
    const nodes = cluster.nodes.map((node) =>
      node.name === 'box' ? node : { ...node, failureDomains: { switch: 'sw1' } },
    )
    const onPis = (memory: string) => {
      const object = requests(memory, 2) as { spec: { template: { spec: object } } }
      Object.assign(object.spec.template.spec, { nodeSelector: { 'kubernetes.io/arch': 'arm64' } })
      return files(object)
    }
    const known = new Map<string, ClusterFacts>([['home', { cluster: { ...cluster, nodes }, apps }]])
    const [finding, ...more] = findingsOf('capacity', files(requests('2Gi', 2)), onPis('2Gi'), { clusters: known })
    expect(finding?.message).toContain('If switch sw1 dies, 2 pods of Deployment media/web find no other node')
    expect(more.filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  it('shows the load of each node before and after', () => {
    const [finding, ...more] = rule([requests('1Gi')], [requests('2Gi')])
    expect(more).toEqual([])
    expect(finding).toMatchObject({ severity: 'info', object: { kind: 'Cluster', name: 'home' } })
    expect(finding?.message).toMatch(/memory \d+\.\d → \d+\.\d of \d+\.\d GiB/)
  })

  it('names the workloads that leave the tree and go on running', () => {
    const removal = (application: object) =>
      findingsOf(
        'capacity',
        { 'home/applications/all.yaml': yaml(application), ...files(requests('1Gi')) },
        { 'home/applications/all.yaml': yaml(named('v1', 'ConfigMap', 'other')) },
        { clusters },
      )[0]?.message
    expect(removal(application('web', { metadata: { finalizers: [] } }))).toContain(
      'Not counted, but still there: Deployment media/web.',
    )
    expect(removal(application('web'))).not.toContain('Not counted')
  })

  it('says nothing when the load stays, or the tree belongs to no known cluster', () => {
    expect(
      rule(
        [requests('1Gi')],
        [{ ...requests('1Gi'), metadata: { name: 'web', namespace: 'media', labels: { x: 'y' } } }],
      ),
    ).toEqual([])
    expect(rule([named('v1', 'ConfigMap', 'a')], [named('v1', 'ConfigMap', 'a', { data: { x: '' } })])).toEqual([])
    expect(findingsOf('capacity', yaml(requests('1Gi')), yaml(requests('900Gi')), { clusters })).toEqual([])
  })

  it('counts a DaemonSet on every node', () => {
    const all = daemonSet({ container: { resources: { requests: { memory: '100Mi' } } } })
    expect(rule([named('v1', 'ConfigMap', 'a')], [named('v1', 'ConfigMap', 'a'), all])[0]?.message).toMatch(
      /box: .*pi-1: .*pi-2: /,
    )
  })
})

describe('address-collision with what index.json says', () => {
  const owned = (address: string, owner: string, more: object = {}) => ({ address, owner, saidAt: 'there', ...more })
  const addresses = [
    owned('192.168.20.12', 'node "pi-1"'),
    owned('192.168.20.200', 'app traefik', { app: 'traefik' }),
    owned('192.168.20.201', 'app web', { app: 'web' }),
    owned('192.168.20.202', 'Service media/gone', { object: { name: 'gone' } }),
    owned('fd00::12', 'node "pi-1"'),
  ]
  const service = (address: string) =>
    named('v1', 'Service', 'web', { spec: { type: 'LoadBalancer', loadBalancerIP: address } })
  const rule = (address: string) =>
    findingsOf(
      'address-collision',
      files(named('v1', 'ConfigMap', 'a')),
      files(named('v1', 'ConfigMap', 'a'), service(address)),
      { indexHead: { cluster: 'home', addresses } },
    )

  it('reports the addresses of machines, and of apps whose Service is in no file', () => {
    expect(rule('192.168.20.12')[0]?.message).toContain('belongs to node "pi-1" (there) already')
    expect(rule('192.168.20.200')[0]?.message).toContain('belongs to app traefik')
  })

  it('knows an IPv6 address in another spelling', () => {
    expect(rule('fd00:0::0:12')).toHaveLength(1)
  })

  it('says nothing about a free address, the claim of its own app, and Services that the tree has no more', () => {
    expect(['192.168.20.205', '192.168.20.201', '192.168.20.202'].flatMap(rule)).toEqual([])
  })
})

describe('what releases of the definition make', () => {
  const facts = clusterFacts('home')
  const workload = { kind: 'Deployment', namespace: 'media', name: 'engine', podSpec: { containers: [] } }
  const app = {
    appName: 'media',
    provided: [{ group: '', kind: 'Service', namespace: 'media', name: 'engine' }],
    secretNeeds: [],
    releases: [],
    runtimeWorkloads: [workload],
    replacedComponents: [],
  } as unknown as App
  const known = new Map<string, ClusterFacts>([['home', { ...facts, apps: [app] }]])
  const nothing = named('v1', 'ConfigMap', 'a')
  const rule = (id: string, more: object, map = known) =>
    findingsOf(id, files(nothing), files(nothing, more), { clusters: map })
  const ingress = (name: string) =>
    named('networking.k8s.io/v1', 'Ingress', 'web', {
      spec: { defaultBackend: { service: { name, port: { number: 80 } } } },
    })

  it('is not a broken reference', () => {
    expect(rule('reference-broken', ingress('engine'))).toEqual([])
    expect(rule('reference-broken', ingress('engin'))).toHaveLength(1)
    expect(rule('reference-broken', ingress('engine'), clusters)).toHaveLength(1)
  })

  it('may be what a new selector means', () => {
    const service = named('v1', 'Service', 'web', { spec: { selector: { app: 'engine' } } })
    expect(rule('selector-mismatch', service)).toEqual([])
    expect(rule('selector-mismatch', service, clusters)).toHaveLength(1)
  })
})
