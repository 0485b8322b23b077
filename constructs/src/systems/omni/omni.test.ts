import { safeParse } from 'valibot'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Cluster } from '../../cluster/cluster.ts'
import { FakeIdentity } from '../../workload/testing/fake-roles.ts'
import { objectsOf, testTree } from '../../workload/testing/test-tree.ts'
import { Omni } from './omni.ts'
import type { OmniProps } from './props.ts'
import { omniSettingsShape } from './settings.ts'

const props = {
  accountId: '4d1a0a1e-5c0e-4f0a-9a59-0c3c1c6a7d11',
  address: '192.168.20.201',
  eula: { name: 'Admin', email: 'admin@ainur.home.arpa' },
}

/** The apps that Omni is handed. */
function propsFrom({ ingress, identity, trust, loadBalancer, storage }: ReturnType<typeof testTree>) {
  return { ingress, identity, trust, loadBalancer, storage }
}

function rendered(overrides: Partial<Cluster> = {}, more: Partial<OmniProps> = {}) {
  const parts = testTree(overrides)
  const omni = new Omni(parts.tree, 'omni', { ...propsFrom(parts), ...props, ...more })
  parts.tree.complete()
  const objects = objectsOf(omni)
  return { ...parts, omni, objects, config: parse(objects['ConfigMap/omni'].data['config.yaml']) }
}

describe('objects', () => {
  it('are exactly these', () => {
    expect(Object.keys(rendered().objects).sort()).toEqual([
      'ConfigMap/omni',
      'Deployment/omni',
      'PersistentVolumeClaim/omni',
      'Service/omni',
      'Service/omni-k8s-proxy',
      'Service/omni-wireguard',
    ])
  })

  it('expose three hosts, with h2c for the two that speak gRPC', () => {
    const { ingress } = rendered()
    expect(ingress.routes.map(({ host, service, port, scheme }) => ({ host, service, port, scheme }))).toEqual([
      { host: 'omni.ainur.home.arpa', service: 'omni', port: 8080, scheme: 'h2c' },
      { host: 'omni-siderolink.ainur.home.arpa', service: 'omni', port: 8090, scheme: 'h2c' },
      { host: 'omni-kubernetes.ainur.home.arpa', service: 'omni-k8s-proxy', port: 8095, scheme: undefined },
    ])
  })

  it('keep h2c away from the Kubernetes proxy', () => {
    const { objects } = rendered()
    const protocols = (name: string) =>
      objects[name].spec.ports.map(({ appProtocol }: { appProtocol?: string }) => appProtocol)
    expect(protocols('Service/omni')).toEqual(['kubernetes.io/h2c', 'kubernetes.io/h2c'])
    expect(protocols('Service/omni-k8s-proxy')).toEqual([undefined])
  })

  it('publish WireGuard on the pool address that it is given, and claim it', () => {
    const { objects, loadBalancer, config, tree } = rendered()
    expect(loadBalancer.asked).toEqual(['omni 192.168.20.201'])
    expect(tree.addresses.ownersOf('192.168.20.201').map(({ app }) => app)).toEqual(['omni'])
    expect(objects['Service/omni-wireguard']).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'omni-wireguard',
        labels: { 'app.kubernetes.io/name': 'omni', 'app.kubernetes.io/instance': 'omni' },
        annotations: { 'fake.example.com/address': '192.168.20.201' },
      },
      spec: {
        type: 'LoadBalancer',
        loadBalancerClass: 'fake.example.com/lb',
        allocateLoadBalancerNodePorts: false,
        selector: { 'app.kubernetes.io/name': 'omni', 'app.kubernetes.io/instance': 'omni' },
        ports: [{ name: 'wireguard', protocol: 'UDP', port: 50180, targetPort: 'wireguard' }],
      },
    })
    expect(config.services.siderolink.wireGuard.advertisedEndpoint).toBe('192.168.20.201:50180')
  })

  it('claim a replicated volume that only one pod at a time uses', () => {
    const { objects } = rendered()
    expect(objects['PersistentVolumeClaim/omni'].spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fake-replicated',
      resources: { requests: { storage: '16Gi' } },
    })
    expect(objects['Deployment/omni'].spec.strategy).toEqual({ type: 'Recreate' })
    expect(objects['Deployment/omni'].spec.replicas).toBe(1)
  })

  it('are kept when the Application is deleted', () => {
    expect(rendered().omni.options.cascade).toBe(false)
  })
})

describe('pod', () => {
  const podOf = ({ objects }: ReturnType<typeof rendered>) => objects['Deployment/omni'].spec.template.spec

  it('has NET_ADMIN and the tun device, and nothing else of the node', () => {
    const pod = podOf(rendered())
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: false,
      runAsUser: 0,
      capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] },
    })
    expect(pod.hostNetwork).toBeUndefined()
    expect(pod.volumes.filter(({ hostPath }: { hostPath?: object }) => hostPath)).toEqual([
      { name: 'dev-tun', hostPath: { path: '/dev/net/tun', type: 'CharDevice' } },
    ])
    expect(pod.automountServiceAccountToken).toBe(false)
  })

  it('finds the etcd key where the configuration says', () => {
    const result = rendered()
    const pod = podOf(result)
    const mount = pod.containers[0].volumeMounts.find(({ name }: { name: string }) => name === 'etcd-key')
    expect(`file://${mount.mountPath}`).toBe(result.config.storage.default.etcd.privateKeySource)
    const need = result.omni.secretNeeds.find(({ name }) => name === 'omni-etcd-key')
    expect(need?.keys[mount.subPath]).toEqual({ from: 'openpgp-key', identity: 'Omni of ainur' })
  })

  it('mounts each volume that it declares and declares each that it mounts', () => {
    const pod = podOf(rendered())
    const mounted = pod.containers[0].volumeMounts.map(({ name }: { name: string }) => name)
    const declared = pod.volumes.map(({ name }: { name: string }) => name)
    expect([...new Set(mounted)].sort()).toEqual(declared.sort())
  })

  it('trusts the lab CA beside the public ones', () => {
    const result = rendered()
    expect(result.trust.injected).toEqual(['omni'])
    expect(podOf(result).containers[0].env).toEqual([{ name: 'SSL_CERT_DIR', value: '/etc/ssl/lab' }])
  })

  it('is replaced when the configuration changes', () => {
    const checksum = (result: ReturnType<typeof rendered>) =>
      result.objects['Deployment/omni'].spec.template.metadata.annotations['checksum/config']
    const base = rendered()
    const identity = { ...base.tree.definition.identity, admins: ['other@ainur.home.arpa'] }
    expect(checksum(rendered({ identity }))).not.toBe(checksum(base))
    expect(checksum(rendered())).toBe(checksum(base))
  })
})

describe('configuration', () => {
  it('signs people in through the identity provider, with auth0 off', () => {
    const { config, identity } = rendered()
    expect(config.auth).toEqual({
      auth0: { enabled: false },
      oidc: {
        enabled: true,
        providerURL: 'https://dex.ainur.home.arpa',
        clientID: 'omni',
        scopes: ['openid', 'profile', 'email'],
      },
      initialUsers: ['admin@ainur.home.arpa'],
    })
    expect(identity.requests[0]?.redirectUris).toEqual(['https://omni.ainur.home.arpa/oidc/consume'])
  })

  it('takes the client secret from a second file that the bootstrap makes', () => {
    const { omni, objects } = rendered()
    const need = omni.secretNeeds.find(({ name }) => name === 'oidc-omni')
    expect(need?.keys['config.yaml']).toEqual({
      from: 'template',
      text: `auth:\n  oidc:\n    clientSecret: "\${client-secret}"\n`,
    })
    const [container] = objects['Deployment/omni'].spec.template.spec.containers
    expect(container.args).toEqual(['--config-path=/config/config.yaml', '--config-path=/config-oidc/config.yaml'])
    expect(objects['ConfigMap/omni'].data['config.yaml']).not.toMatch(/secret/i)
  })

  it('gives each listener a port of its own, the event sink of the tunnel included', () => {
    const { services } = rendered().config
    const { api, machineAPI, kubernetesProxy, siderolink } = services
    const listeners = [api, machineAPI, kubernetesProxy].map(({ endpoint }) => Number(endpoint.split(':')[1]))
    expect(siderolink.eventSinkPort).toBe(8091)
    // Defaults that the configuration leaves alone: local resources, logs, discovery.
    expect(new Set([...listeners, siderolink.eventSinkPort, 8081, 8092, 8093, 2122]).size).toBe(8)
  })

  it('keeps all data below the volume', () => {
    const { config } = rendered()
    expect(config.storage).toEqual({
      default: {
        kind: 'etcd',
        etcd: { embedded: true, embeddedDBPath: '/data/etcd/', privateKeySource: 'file:///omni.asc' },
      },
      sqlite: { path: '/data/secondary-storage/sqlite.db' },
    })
    expect(config.etcdBackup.localPath).toBe('/data/etcd-backup')
  })

  it('names the account, and who accepts the licence', () => {
    const { config } = rendered()
    expect(config.account).toEqual({ id: '4d1a0a1e-5c0e-4f0a-9a59-0c3c1c6a7d11', name: 'ainur' })
    expect(config.eulaAccept).toEqual({ name: 'Admin', email: 'admin@ainur.home.arpa' })
  })
})

describe('what is asked for', () => {
  const everything: Partial<OmniProps> = {
    workloadProxy: { prefixes: ['grafana', 'hubble'] },
    backups: { bucket: 'omni-backups', endpoint: 'https://s3.home.arpa:9000' },
    settings: { logs: { level: 'warn', audit: { enabled: false } }, etcdBackup: { minInterval: '30m' } },
  }

  it.each([
    ['nothing', {}],
    ['everything', everything],
  ])("with %s asked for, the configuration has no field that upstream's schema does not know", (_, more) => {
    const { omni, config } = rendered({}, more)
    expect(omni.findings).toEqual([])
    expect(safeParse(omniSettingsShape, config).issues).toBeUndefined()
  })

  it('services are published below the host of Omni, each with a route of its own', () => {
    const { ingress, config } = rendered({}, everything)
    expect(config.services.workloadProxy).toEqual({ enabled: true, subdomain: 'proxy', useOmniSubdomain: true })
    expect(ingress.routes.slice(3)).toEqual(
      ['grafana', 'hubble'].map((prefix) => ({
        app: 'omni',
        name: `omni-proxy-${prefix}`,
        host: `${prefix}.proxy.omni.ainur.home.arpa`,
        service: 'omni',
        port: 8080,
        scheme: 'h2c',
      })),
    )
  })

  it('backups go to the bucket or the volume, never to both, which Omni refuses', () => {
    const { config, omni } = rendered({}, everything)
    expect(config.etcdBackup).toEqual({ s3Enabled: true, minInterval: '30m' })
    const need = omni.secretNeeds.find(({ name }) => name === 'omni-backup-s3')
    const document = need?.keys['s3.yaml']
    expect(document?.from).toBe('template')
    expect(parse(document?.from === 'template' ? document.text : '')).toEqual({
      metadata: { namespace: 'default', type: 'EtcdBackupS3Configs.omni.sidero.dev', id: 'etcd-backup-s3-conf' },
      spec: {
        bucket: 'omni-backups',
        region: 'us-east-1',
        endpoint: 'https://s3.home.arpa:9000',
        accesskeyid: `\${access-key-id}`,
        secretaccesskey: `\${secret-access-key}`,
      },
    })
  })

  it('metrics are listened for, declared and announced at one port', () => {
    const { objects, config } = rendered({}, everything)
    const { metadata, spec } = objects['Deployment/omni'].spec.template
    expect(config.services.metrics.endpoint).toBe('0.0.0.0:2122')
    expect(spec.containers[0].ports).toContainEqual({ name: 'metrics', containerPort: 2122 })
    expect(metadata.annotations).toMatchObject({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '2122' })
  })

  it('settings are added to what the construct says', () => {
    const { config } = rendered({}, everything)
    expect(config.logs).toEqual({ level: 'warn', audit: { enabled: false } })
    expect(config.storage.default.kind).toBe('etcd')
  })
})

describe('sign-in', () => {
  it('needs a provider that gives a client secret', () => {
    class Secretless extends FakeIdentity {
      override registerClient() {
        return { id: 'omni', issuer: this.issuer }
      }
    }
    const parts = testTree()
    const identity = new Secretless(parts.tree, 'secretless')
    expect(new Omni(parts.tree, 'omni', { ...propsFrom(parts), ...props, identity }).findings).toMatchObject([
      { path: 'identity', message: expect.stringMatching(/needs a client secret$/) },
    ])
  })
})
