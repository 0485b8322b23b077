import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { App } from '../../app/app.ts'
import { keepInCluster } from '../../app/keep-in-cluster.ts'
import type { OidcClientRequest } from '../../app/roles.ts'
import type { Cluster, Identity } from '../../cluster/cluster.ts'
import { objectsOf, testTree } from '../../workload/testing/test-tree.ts'
import type { DexSettings } from './config-table.ts'
import { Dex, type DexProps } from './dex.ts'
import { dexCrdNames } from './resources.ts'
import { everyConnector } from './testing/every-connector.ts'
import { unknownFields } from './testing/strict-config.ts'

class Consumer extends App {}

const identity: Identity = {
  admins: ['admin@ainur.home.arpa'],
  groups: { admins: ['admin@ainur.home.arpa'], family: ['admin@ainur.home.arpa', 'kid@ainur.home.arpa'] },
  connectors: [],
  users: [
    { email: 'admin@ainur.home.arpa', username: 'admin', id: '08a8684b-db88-4b73-90a9-3cd1661f5466' },
    { email: 'kid@ainur.home.arpa', username: 'kid', id: '1b0f2f0e-90d4-4a0d-8e5a-0b0f2f0e90d4' },
  ],
}

/** What Dex is told of the client that it brings itself. */
const kubectl = {
  id: 'kubectl',
  name: 'kubectl',
  public: true,
  redirectURIs: ['http://localhost:8000', 'http://localhost:18000'],
}

const headlamp: OidcClientRequest = {
  id: 'headlamp',
  displayName: 'Headlamp',
  redirectUris: ['https://headlamp.ainur.home.arpa/oidc-callback'],
}

function withDex(overrides: Partial<Cluster> = {}, more: Partial<DexProps> = {}) {
  const parts = testTree({ identity, ...overrides })
  const dex = new Dex(parts.tree, 'dex', { ingress: parts.ingress, trust: parts.trust, dns: parts.dns, ...more })
  const consumer = new Consumer(parts.tree, 'headlamp', {})
  return { ...parts, dex, consumer }
}

function rendered(parts: ReturnType<typeof withDex>) {
  parts.tree.complete()
  const objects = objectsOf(parts.dex)
  return { objects, config: parse(objects['ConfigMap/dex'].data['config.yaml'], { version: '1.1' }) }
}

describe('cluster DNS', () => {
  const without = (distribution: 'k3s' | 'talos') => {
    const { tree, ingress, trust } = testTree({
      identity,
      kubernetes: { distribution, version: 'v1.36.3', minor: '1.36' },
    })
    return new Dex(tree, 'dex', { ingress, trust })
  }

  it('is asked for on k3s, whose CoreDNS can be told of hosts', () => {
    expect(without('k3s').findings).toMatchObject([
      { path: 'dns', message: expect.stringMatching(/^dex is given no dns/) },
    ])
  })

  it('may be left out where it would cost a CoreDNS of its own', () => {
    expect(without('talos').issuer).toBe('https://dex.ainur.home.arpa')
  })
})

describe('objects', () => {
  it('are exactly these', () => {
    const names = Object.keys(rendered(withDex()).objects).filter((name) => !name.startsWith('CustomResource'))
    expect(names.sort()).toEqual([
      'ClusterRole/dex',
      'ClusterRoleBinding/dex',
      'ConfigMap/dex',
      'Deployment/dex',
      'Role/dex',
      'RoleBinding/dex',
      'Service/dex',
      'ServiceAccount/dex',
    ])
  })

  it('let Dex look at CRDs, but not make or change one', () => {
    const { rules } = rendered(withDex()).objects['ClusterRole/dex']
    expect(rules.flatMap((rule: { verbs: string[] }) => rule.verbs)).toEqual(['get', 'list'])
    expect(rules[0].resourceNames).toHaveLength(10)
    expect(rules[0].resourceNames).toContain('signingkeies.dex.coreos.com')
  })

  it('bind every role to the ServiceAccount of the pod', () => {
    const { objects } = rendered(withDex())
    const account = objects['Deployment/dex'].spec.template.spec.serviceAccountName
    for (const key of ['RoleBinding/dex', 'ClusterRoleBinding/dex']) {
      expect(objects[key].subjects).toEqual([{ kind: 'ServiceAccount', name: account, namespace: 'dex' }])
    }
  })

  it('select the pod by labels that hold no version', () => {
    const { objects } = rendered(withDex())
    const labels = { 'app.kubernetes.io/name': 'dex', 'app.kubernetes.io/instance': 'dex' }
    expect(objects['Service/dex'].spec.selector).toEqual(labels)
    expect(objects['Deployment/dex'].spec.selector.matchLabels).toEqual(labels)
    expect(objects['Deployment/dex'].spec.template.metadata.labels).toEqual(labels)
  })

  it('run Dex without any power, with a memory limit and without a CPU limit', () => {
    const pod = rendered(withDex()).objects['Deployment/dex'].spec.template.spec
    expect(pod.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 1001,
      runAsGroup: 1001,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    const [container] = pod.containers
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(container.resources).toEqual({
      requests: { cpu: '20m', memory: '48Mi' },
      limits: { memory: '128Mi' },
    })
  })

  it('probe the telemetry port', () => {
    const [container] = rendered(withDex()).objects['Deployment/dex'].spec.template.spec.containers
    expect(container.livenessProbe.httpGet).toEqual({ path: '/healthz/live', port: 'telemetry' })
    expect(container.readinessProbe.httpGet).toEqual({ path: '/healthz/ready', port: 'telemetry' })
    expect(container.ports).toContainEqual({ name: 'telemetry', containerPort: 5558 })
  })

  it('trust the lab CA beside the public ones', () => {
    const parts = withDex()
    const pod = rendered(parts).objects['Deployment/dex'].spec.template.spec
    expect(parts.trust.injected).toEqual(['dex'])
    expect(pod.containers[0].env[0]).toEqual({ name: 'SSL_CERT_DIR', value: '/etc/ssl/lab' })
    expect(pod.volumes).toContainEqual({
      name: 'lab-ca',
      configMap: { name: 'lab-ca', items: [{ key: 'ca.crt', path: 'ca.crt' }] },
    })
  })
})

describe('configuration', () => {
  it('publishes the issuer under the host that the ingress exposes', () => {
    const parts = withDex()
    expect(rendered(parts).config.issuer).toBe('https://dex.ainur.home.arpa')
    expect(parts.ingress.routes).toEqual([
      { app: 'dex', name: 'dex', host: 'dex.ainur.home.arpa', service: 'dex', port: 'http' },
    ])
  })

  it('keeps state in Kubernetes and only checks the CRDs that stand in the tree, and that nothing prunes', () => {
    const parts = withDex()
    expect(rendered(parts).config.storage).toEqual({
      type: 'kubernetes',
      config: { inCluster: true, crdHandling: 'check' },
    })
    expect(parts.dex.releases).toEqual([])
    const { objects } = rendered(parts)
    // Refresh tokens and signing keys are objects of these kinds.
    for (const name of dexCrdNames) {
      expect(objects[`CustomResourceDefinition/${name}`].metadata.annotations, name).toEqual(keepInCluster)
    }
  })

  it('has no field that Dex does not know, and would ignore', () => {
    const settings: DexSettings = {
      expiry: { idTokens: '1h', deviceRequests: '5m', refreshTokens: { reuseInterval: '3s', disableRotation: false } },
      web: { allowedOrigins: ['https://a.ainur.home.arpa'] },
      oauth2: { alwaysShowLoginScreen: true },
      frontend: { theme: 'dark', extra: { tos: 'https://a.lan' } },
      logger: { level: 'debug' },
    }
    const parts = withDex({ identity: { ...identity, connectors: everyConnector } }, { settings })
    parts.dex.registerClient(parts.consumer, headlamp)
    const { config } = rendered(parts)
    expect(parts.dex.findings).toEqual([])
    expect(unknownFields(config)).toEqual([])
    expect(config.connectors).toHaveLength(15)
    expect(config.expiry.refreshTokens).toEqual({
      validIfNotUsedFor: '720h',
      absoluteLifetime: '2160h',
      reuseInterval: '3s',
      disableRotation: false,
    })
    expect(config.expiry.idTokens).toBe('1h')
  })

  it('rotates keys through the signer: Dex gives up expiry.signingKeys', () => {
    const { config } = rendered(withDex({}, { settings: { signer: { config: { keysRotationPeriod: '12h' } } } }))
    expect(config.signer).toEqual({ type: 'local', config: { keysRotationPeriod: '12h' } })
    expect(config.expiry).not.toHaveProperty('signingKeys')
  })

  it('takes no setting that Dex does not know, of the wrong type, or that is written for it', () => {
    const settings = {
      expiry: { idToken: '1h', deviceRequests: 'soon', signingKeys: '6h' },
      frontend: { theme: 'solarized' },
      issuer: 'https://other.lan',
    } as unknown as DexSettings
    expect(withDex({}, { settings }).dex.findings.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'settings.expiry.deviceRequests: "soon" was given; it takes a duration, such as "10m" or "1h30m"',
      expect.stringMatching(
        /^settings\.expiry\.idToken: "idToken" is not a setting of settings\.expiry; allowed are idTokens,/,
      ),
      expect.stringMatching(/^settings\.expiry\.signingKeys: /),
      'settings.frontend.theme: "solarized" is not known; allowed are light, dark',
      expect.stringMatching(/^settings\.issuer: "issuer" is not a setting of settings; allowed are expiry,/),
    ])
  })

  it('mounts the key file that Google needs, and no other', () => {
    const pod = rendered(withDex({ identity: { ...identity, connectors: everyConnector } })).objects['Deployment/dex']
      .spec.template.spec
    expect(pod.volumes.slice(2)).toEqual([
      {
        name: 'connector-google',
        secret: {
          secretName: 'connector-google',
          items: [{ key: 'service-account.json', path: 'service-account.json' }],
        },
      },
    ])
    expect(pod.containers[0].volumeMounts.slice(2)).toEqual([
      { name: 'connector-google', mountPath: '/etc/dex-connectors/google', readOnly: true },
    ])
  })

  it('has a client only for who registered', () => {
    expect(rendered(withDex()).config.staticClients).toEqual([kubectl])
    const parts = withDex()
    parts.dex.registerClient(parts.consumer, headlamp)
    expect(rendered(parts).config.staticClients).toEqual([
      {
        id: 'headlamp',
        name: 'Headlamp',
        secretEnv: 'CLIENT_SECRET_HEADLAMP',
        redirectURIs: ['https://headlamp.ainur.home.arpa/oidc-callback'],
      },
      kubectl,
    ])
  })

  it('names the clients whose tokens the API server takes: kubectl, and those that ask for it', () => {
    const { dex, consumer } = withDex()
    dex.registerClient(consumer, { ...headlamp, forKubernetes: true })
    dex.registerClient(consumer, { ...headlamp, id: 'files' })
    const issuer = 'https://dex.ainur.home.arpa'
    expect(dex.tokenAudiences).toEqual([
      { issuer, audience: 'kubectl' },
      { issuer, audience: 'headlamp' },
    ])
  })

  it('gives a public client no secret', () => {
    const parts = withDex()
    const client = parts.dex.registerClient(parts.consumer, {
      id: 'argo-cd-cli',
      displayName: 'Argo CD command line',
      public: true,
      redirectUris: ['http://localhost:8085/auth/callback'],
    })
    expect(client.secret).toBeUndefined()
    const { config, objects } = rendered(parts)
    expect(config.staticClients[0]).toEqual({
      id: 'argo-cd-cli',
      name: 'Argo CD command line',
      public: true,
      redirectURIs: ['http://localhost:8085/auth/callback'],
    })
    const variables = objects['Deployment/dex'].spec.template.spec.containers[0].env.map(
      ({ name }: { name: string }) => name,
    )
    expect(variables.some((name: string) => name.startsWith('CLIENT_SECRET'))).toBe(false)
    expect(parts.consumer.secretNeeds).toEqual([])
  })

  it('lists static users with the groups that name them, and no hash', () => {
    const { config } = rendered(withDex())
    expect(config.enablePasswordDB).toBe(true)
    expect(config.staticPasswords[0]).toEqual({
      email: 'admin@ainur.home.arpa',
      hashFromEnv: 'USER_HASH_08A8684B_DB88_4B73_90A9_3CD1661F5466',
      username: 'admin',
      userID: '08a8684b-db88-4b73-90a9-3cd1661f5466',
      emailVerified: true,
      groups: ['admins', 'family'],
    })
    expect(config.staticPasswords[1].groups).toEqual(['family'])
  })

  it('rolls the pod when it changes, and not when clients are registered in another order', () => {
    const checksum = (register: (parts: ReturnType<typeof withDex>) => void) => {
      const parts = withDex()
      register(parts)
      return rendered(parts).objects['Deployment/dex'].spec.template.metadata.annotations['checksum/config']
    }
    const other = { ...headlamp, id: 'omni', displayName: 'Omni' }
    const forth = checksum(({ dex, consumer }) => [headlamp, other].map((one) => dex.registerClient(consumer, one)))
    const back = checksum(({ dex, consumer }) => [other, headlamp].map((one) => dex.registerClient(consumer, one)))
    const fewer = checksum(({ dex, consumer }) => dex.registerClient(consumer, headlamp))
    expect(forth).toMatch(/^[0-9a-f]{64}$/)
    expect(back).toBe(forth)
    expect(fewer).not.toBe(forth)
  })

  it('is written after consumers that were constructed later', () => {
    const parts = withDex()
    class Late extends App {
      override complete(): void {
        parts.dex.registerClient(this, headlamp)
      }
    }
    new Late(parts.tree, 'late', { identity: parts.dex })
    expect(rendered(parts).config.staticClients).toHaveLength(2)
  })
})

describe('secrets', () => {
  it('are random in the namespace of the consumer and copied to that of Dex', () => {
    const { dex, consumer } = withDex()
    const client = dex.registerClient(consumer, {
      ...headlamp,
      secretLabels: { 'app.kubernetes.io/part-of': 'argocd' },
    })
    expect(client.secret).toEqual({ name: 'oidc-headlamp', key: 'client-secret' })
    expect(consumer.secretNeeds).toEqual([
      {
        namespace: 'headlamp',
        name: 'oidc-headlamp',
        labels: { 'app.kubernetes.io/part-of': 'argocd' },
        keys: { 'client-secret': { from: 'random', bytes: 32, encoding: 'hex' } },
        why: expect.stringContaining('headlamp'),
      },
    ])
    expect(dex.secretNeeds).toContainEqual({
      namespace: 'dex',
      name: 'client-headlamp',
      keys: {
        'client-secret': { from: 'copy', namespace: 'headlamp', name: 'oidc-headlamp', key: 'client-secret' },
      },
      why: expect.stringContaining('headlamp'),
    })
  })

  it('reach Dex through variables that must be there, and each variable named in the configuration is set', () => {
    const parts = withDex({
      identity: { ...identity, connectors: [{ type: 'github', id: 'github', name: 'GitHub', orgs: [] }] },
    })
    parts.dex.registerClient(parts.consumer, headlamp)
    const { objects, config } = rendered(parts)
    const [container] = objects['Deployment/dex'].spec.template.spec.containers
    const fromSecrets = container.env.filter(({ valueFrom }: { valueFrom?: object }) => valueFrom)
    for (const { valueFrom } of fromSecrets) expect(valueFrom.secretKeyRef.optional).toBe(false)

    const text = JSON.stringify(config)
    const named = [...text.matchAll(/"\$([A-Z0-9_]+)"|"(?:secretEnv|hashFromEnv)":"([A-Z0-9_]+)"/g)].map(
      ([, expanded, named]) => expanded ?? named,
    )
    expect(named.sort()).toEqual(fromSecrets.map(({ name }: { name: string }) => name).sort())

    for (const { valueFrom } of fromSecrets) {
      const { name, key } = valueFrom.secretKeyRef
      const need = parts.dex.secretNeeds.find((one) => one.name === name)
      expect(Object.keys(need?.keys ?? {}), `${name}/${key}`).toContain(key)
    }
  })
})

describe('registration', () => {
  it('puts the consumer after Dex', () => {
    const { dex, consumer } = withDex()
    dex.registerClient(consumer, headlamp)
    expect(consumer.dependencies.map(({ app }) => app.appName)).toContain('dex')
  })

  it('refuses an id that is taken and names its owner', () => {
    const { dex, consumer } = withDex()
    dex.registerClient(consumer, headlamp)
    dex.registerClient(consumer, headlamp)
    expect(consumer.findings).toMatchObject([
      { path: 'registerClient("headlamp")', message: 'client id "headlamp" is already registered by headlamp' },
    ])
  })

  it('refuses a client after the configuration was written', () => {
    const { dex, consumer, tree } = withDex()
    tree.complete()
    dex.registerClient(consumer, headlamp)
    expect(consumer.findings).toMatchObject([{ message: expect.stringMatching(/^client "headlamp" comes too late/) }])
  })

  it.each([
    ['a wildcard', 'https://*.ainur.home.arpa/cb'],
    ['a fragment', 'https://a.ainur.home.arpa/cb#x'],
    ['plain http', 'http://a.ainur.home.arpa/cb'],
    ['localhost for a client with a secret', 'http://localhost:8000'],
    ['no URL', '/oidc-callback'],
  ])('refuses a redirect URI with %s', (_, uri) => {
    const { dex, consumer } = withDex()
    dex.registerClient(consumer, { ...headlamp, redirectUris: [uri] })
    expect(consumer.findings).toMatchObject([{ message: `redirect URI "${uri}" is not an exact https URL` }])
  })

  it('reports everything that is wrong at once', () => {
    const { dex, consumer } = withDex()
    dex.registerClient(consumer, { ...headlamp, id: 'Head lamp', redirectUris: [] })
    expect(consumer.findings).toMatchObject([
      { message: 'client id "Head lamp" is not made of lower-case letters, digits and inner dashes' },
      { message: 'no redirect URI is given' },
    ])
  })
})

describe('identity', () => {
  it('must let somebody sign in', () => {
    const { tree } = withDex({ identity: { ...identity, users: [] } })
    expect(() => tree.complete()).toThrow('identity has neither connectors nor users')
  })

  it('refuses a trusted peer that is not a client', () => {
    const { dex, consumer, tree } = withDex()
    dex.registerClient(consumer, { ...headlamp, trustedPeers: ['kubeclt'] })
    expect(() => tree.complete()).toThrow('trusted peer "kubeclt" is not a client; there are: kubectl, headlamp')
  })

  it('refuses a "$" that Dex would replace', () => {
    const { tree } = withDex({
      identity: { ...identity, connectors: [{ type: 'github', id: 'gh', name: 'Cash $HOME', orgs: [] }] },
    })
    expect(() => tree.complete()).toThrow('"Cash $HOME" contains "$"')
  })

  it('takes a "$" at the end of a filter, which Dex leaves alone', () => {
    const filter = { filterGroupClaims: { groupsFilter: '^lab-(a|b$)$' } }
    const parts = withDex({
      identity: {
        ...identity,
        connectors: [{ type: 'oidc', id: 'o', name: 'O', issuer: 'https://id.lan', claimModifications: filter }],
      },
    })
    expect(rendered(parts).config.connectors[0].config.claimModifications).toEqual(filter)
  })
})
