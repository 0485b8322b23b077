import { describe, expect, it } from 'vitest'
import { App } from '../../app/app.ts'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import { testCluster, testNode } from '../../app/testing/test-cluster.ts'
import { KubeVip } from './kube-vip.ts'
import type { KubeVipProps } from './props.ts'
import { kubeVipUpstream } from './upstream.ts'

class Consumer extends App {
  constructor(tree: ClusterTree, name: string) {
    super(tree, name)
  }
}

function kubeVip(cluster = testCluster(), props?: KubeVipProps) {
  const tree = new ClusterTree(cluster)
  return { tree, app: new KubeVip(tree, 'kube-vip', props) }
}

function podSpec(cluster = testCluster(), props?: KubeVipProps) {
  return objectOf(kubeVip(cluster, props).app, 'DaemonSet', 'kube-vip').spec.template.spec
}

/** The variables with a value, or with where the value comes from. */
function variables(props?: KubeVipProps) {
  const env: { name: string; value?: string; valueFrom?: unknown }[] = podSpec(testCluster(), props).containers[0].env
  return Object.fromEntries(env.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]))
}

describe('KubeVip', () => {
  it('makes exactly a DaemonSet and its rights', () => {
    const names = objectsOf(kubeVip().app).map((object) => `${object.kind} ${object.metadata.name}`)
    expect(names).toEqual([
      'ServiceAccount kube-vip',
      'ClusterRole kube-vip',
      'ClusterRoleBinding kube-vip',
      'Role kube-vip',
      'RoleBinding kube-vip',
      'DaemonSet kube-vip',
    ])
  })

  it('answers for both addresses of the API in a dual-stack cluster, each with its own mask', () => {
    const { network } = testCluster()
    const ipv6 = { subnet: 'fd00:20::/64', pods: 'fd00:42::/56', services: 'fd00:43::/112', servicePool: [] }
    const settingOf = (name: string, controlPlaneVip?: string) => {
      const cluster = testCluster({
        network: { ...network, ipv6: { ...ipv6, ...(controlPlaneVip && { controlPlaneVip }) } },
      })
      return podSpec(cluster).containers[0].env.find((each: { name: string }) => each.name === name)?.value
    }
    expect(settingOf('address', 'fd00:20::10')).toBe('192.168.20.10,fd00:20::10')
    expect(settingOf('vip_subnet', 'fd00:20::10')).toBe('32,128')
    expect(settingOf('address')).toBe('192.168.20.10')
    expect(settingOf('vip_subnet')).toBe('32')
  })

  it('passes the addresses and the interface of the definition', () => {
    expect(variables()).toEqual({
      vip_arp: 'true',
      address: '192.168.20.10',
      port: '6443',
      vip_interface: 'eth0',
      vip_servicesinterface: 'eth0',
      vip_subnet: '32',
      cp_enable: 'true',
      cp_namespace: 'kube-vip',
      svc_enable: 'true',
      svc_election: 'false',
      lb_enable: 'false',
      vip_leaderelection: 'true',
      vip_leaseduration: '60',
      vip_renewdeadline: '40',
      vip_retryperiod: '10',
      prometheus_server: '127.0.0.1:2112',
      vip_nodename: { fieldRef: { fieldPath: 'spec.nodeName' } },
      KUBERNETES_SERVICE_HOST: { fieldRef: { fieldPath: 'status.hostIP' } },
      KUBERNETES_SERVICE_PORT: '6443',
    })
  })

  it('has none of the versions that never take part in an election again after they lost one', () => {
    expect(kubeVipUpstream.version).not.toMatch(/^v1\.2\.[0-3]$/)
  })

  it('asks the API server of its own node, so that it loses the election when that stops', () => {
    expect(variables()).toMatchObject({
      KUBERNETES_SERVICE_HOST: { fieldRef: { fieldPath: 'status.hostIP' } },
      KUBERNETES_SERVICE_PORT: '6443',
    })
  })

  it('leaves the address of the API to a distribution that answers for it, and does the Services', () => {
    const talos = testCluster({ kubernetes: { distribution: 'talos', version: 'v1.36.3', minor: '1.36' } })
    const env = new Map(
      podSpec(talos).containers[0].env.map(({ name, value }: { name: string; value?: string }) => [name, value]),
    )
    expect([env.get('cp_enable'), env.get('svc_enable'), env.has('address')]).toEqual(['false', 'true', false])
    expect(kubeVip(talos).app.replacedComponents).toEqual([])
  })

  it('leaves the choice of the interface to kube-vip when the definition makes none', () => {
    const { network } = testCluster()
    const { env } = podSpec(testCluster({ network: { ...network, interface: undefined } })).containers[0]
    expect(env.filter(({ name }: { name: string }) => name.includes('interface'))).toEqual([])
  })

  it.each([1, 3])(
    'keeps the order that client-go asks of the timings of %i servers: duration > deadline > 1.2 retries',
    (servers) => {
      const nodes = Array.from({ length: servers }, (_, index) => testNode({ name: `n${index}`, role: 'server' }))
      const env = new Map<string, string>(
        podSpec(testCluster({ nodes })).containers[0].env.map(({ name, value }: { name: string; value: string }) => [
          name,
          value,
        ]),
      )
      const [duration, deadline, retry] = ['vip_leaseduration', 'vip_renewdeadline', 'vip_retryperiod'].map((name) =>
        Number(env.get(name)),
      ) as [number, number, number]
      expect(duration).toBeGreaterThan(deadline)
      expect(deadline).toBeGreaterThan(1.2 * retry)
      expect(duration).toBe(servers === 1 ? 60 : 30)
    },
  )

  it('runs on servers only, on the host network, with two capabilities and nothing else', () => {
    const spec = podSpec()
    expect(spec.hostNetwork).toBe(true)
    expect(
      spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions,
    ).toEqual([{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }])
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW'] },
      readOnlyRootFilesystem: true,
    })
    expect(spec.securityContext).toEqual({ seccompProfile: { type: 'RuntimeDefault' } })
  })

  it('tolerates the taints that the definition gives to servers, but not those of agents', () => {
    const spec = podSpec(
      testCluster({
        nodes: [
          testNode({
            name: 'manwe',
            role: 'server',
            taints: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoExecute' }],
          }),
          testNode({ name: 'varda', taints: [{ key: 'gpu', effect: 'NoSchedule' }] }),
        ],
      }),
    )
    expect(spec.tolerations).toEqual([
      { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoExecute' },
      { key: 'CriticalAddonsOnly', operator: 'Exists', effect: 'NoExecute' },
    ])
  })

  it('may not write Secrets, nor use leases outside its namespace', () => {
    const { app } = kubeVip()
    const everywhere = objectOf(app, 'ClusterRole', 'kube-vip').rules
    const resources = everywhere.flatMap((rule: { resources: string[] }) => rule.resources)
    expect(resources).toEqual(['services/status', 'services', 'endpoints', 'endpointslices', 'nodes', 'pods'])
    expect(objectOf(app, 'Role', 'kube-vip').rules).toEqual([
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        verbs: ['get', 'list', 'watch', 'create', 'update'],
      },
      { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] },
    ])
  })
})

describe('serviceFields', () => {
  it('annotates a Service with its fixed address and puts its app after kube-vip', () => {
    const { tree, app } = kubeVip()
    const consumer = new Consumer(tree, 'omni')
    expect(app.serviceFields(consumer, '192.168.20.201')).toEqual({
      annotations: { 'kube-vip.io/loadbalancerIPs': '192.168.20.201' },
    })
    expect(consumer.dependencies.map((dependency) => dependency.app)).toEqual([app])
  })

  it('asks for an address of each family, in a Service that has both', () => {
    const { network } = testCluster()
    const servicePool = [{ from: 'fd00:20::200', to: 'fd00:20::2ff' }]
    const ipv6 = { subnet: 'fd00:20::/64', pods: 'fd00:42::/56', services: 'fd00:43::/112', servicePool }
    const { tree, app } = kubeVip(testCluster({ network: { ...network, ipv6 } }))
    const consumer = new Consumer(tree, 'traefik')
    expect(app.serviceFields(consumer, '192.168.20.200', 'fd00:20::200')).toEqual({
      annotations: { 'kube-vip.io/loadbalancerIPs': '192.168.20.200,fd00:20::200' },
      families: { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] },
    })
    expect(consumer.findings).toEqual([])
    app.serviceFields(consumer, '192.168.20.201', 'fd00:20::300')
    expect(consumer.findings).toMatchObject([{ rule: 'app-address-outside-pool', path: 'address6' }])
  })

  it('refuses to answer ARP for an address that is reached through a router', () => {
    const { network } = testCluster()
    const servicePool = [{ from: '10.99.0.1', to: '10.99.0.9', routed: true }]
    const rulesWith = (props?: KubeVipProps) => {
      const { tree, app } = kubeVip(testCluster({ network: { ...network, servicePool } }), props)
      app.serviceFields(new Consumer(tree, 'omni'), '10.99.0.1')
      return app.findings.map(({ rule }) => rule)
    }
    expect(rulesWith()).toEqual(['kube-vip-pool-routed'])
    expect(rulesWith({ bgp: { as: 64513, peers: [{ address: '192.168.20.1', as: 64512 }] } })).toEqual([])
  })

  it.each(['192.168.20.200', '192.168.20.219'])('takes %s, an end of the pool', (address) => {
    const { tree, app } = kubeVip()
    const consumer = new Consumer(tree, 'omni')
    app.serviceFields(consumer, address)
    expect(consumer.findings).toEqual([])
    expect(tree.addresses.ownersOf(address)).toMatchObject([{ app: 'omni' }])
  })

  it.each(['192.168.20.199', '192.168.20.220', '192.168.21.201', 'fd00::1', 'omni'])(
    'refuses %s, which is not in the pool',
    (address) => {
      const { tree, app } = kubeVip()
      const consumer = new Consumer(tree, 'omni')
      app.serviceFields(consumer, address)
      expect(consumer.findings).toMatchObject([{ severity: 'error', path: 'address' }])
    },
  )
})

describe('BGP', () => {
  const bgp = {
    as: 64513,
    peers: [
      { address: '192.168.20.1', as: 64512, password: true },
      { address: 'fd00:20::1', as: 64512, multihop: true },
    ],
  }

  it('announces the addresses of the loopback interface to the routers instead of answering ARP', () => {
    expect(variables({ bgp })).toMatchObject({
      vip_arp: 'false',
      vip_interface: 'lo',
      vip_servicesinterface: 'lo',
      bgp_enable: 'true',
      bgp_as: '64513',
      bgp_routerid: { fieldRef: { fieldPath: 'status.hostIP' } },
      BGP_PASSWORD_0: { secretKeyRef: { name: 'kube-vip-bgp', key: 'peer-0' } },
      bgp_peers: '192.168.20.1:64512:$(BGP_PASSWORD_0):false,[fd00:20::1]:64512::true',
    })
  })

  it('has kubelet put in a password that it has read before', () => {
    const names = Object.keys(variables({ bgp }))
    expect(names.indexOf('BGP_PASSWORD_0')).toBeLessThan(names.indexOf('bgp_peers'))
  })

  it('needs a Secret with the passwords, and none without', () => {
    expect(kubeVip(testCluster(), { bgp }).app.secretNeeds).toMatchObject([
      { name: 'kube-vip-bgp', namespace: 'kube-vip', keys: { 'peer-0': { from: 'user' } } },
    ])
    const open = { ...bgp, peers: [{ address: '192.168.20.1', as: 64512 }] }
    expect(kubeVip(testCluster(), { bgp: open }).app.secretNeeds).toEqual([])
  })

  it('reports everything that no router could use', () => {
    const { app } = kubeVip(testCluster(), { bgp: { as: 0, peers: [{ address: 'router', as: 1.5 }] } })
    expect(app.findings.map(({ rule, path }) => [rule, path])).toEqual([
      ['kube-vip-as-invalid', 'bgp.as'],
      ['kube-vip-as-invalid', 'bgp.peers[0].as'],
      ['kube-vip-peer-invalid', 'bgp.peers[0].address'],
    ])
    expect(kubeVip(testCluster(), { bgp: { as: 64513, peers: [] } }).app.findings).toMatchObject([
      { rule: 'kube-vip-peer-invalid', path: 'bgp.peers' },
    ])
  })
})

describe('elections', () => {
  it('are held per Service on request, with leases in every namespace', () => {
    expect(variables({ electionPerService: true })).toMatchObject({ svc_election: 'true' })
    const { app } = kubeVip(testCluster(), { electionPerService: true })
    expect(objectOf(app, 'ClusterRole', 'kube-vip').rules).toContainEqual({
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      verbs: ['get', 'list', 'watch', 'create', 'update'],
    })
  })

  it('leave the addresses where they were until they are won, on request', () => {
    expect(variables({ keepAddressesWithoutLeader: true })).toMatchObject({ vip_preserve_on_leadership_loss: 'true' })
    expect(variables()).not.toHaveProperty('vip_preserve_on_leadership_loss')
  })
})
