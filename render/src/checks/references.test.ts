import type { ClusterTree } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, TestApp, testRendering } from '../pods/testing/test-rendering.ts'
import { referencesCheck } from './references.ts'

const namespace = (name = 'web', labels: Record<string, string> = {}): KubeObject => {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }
}
const make = (apiVersion: string, kind: string, name: string, rest: Record<string, unknown> = {}): KubeObject => {
  return { apiVersion, kind, metadata: { name, namespace: 'web' }, ...rest }
}
const clusterWide = (apiVersion: string, kind: string, name: string, rest = {}): KubeObject => {
  return { apiVersion, kind, metadata: { name }, ...rest }
}

function run(objects: KubeObject[], apps?: (tree: ClusterTree) => void) {
  return referencesCheck.run(testRendering({ objects: [namespace(), ...objects], apps }))
}

function rules(objects: KubeObject[], apps?: (tree: ClusterTree) => void) {
  return run(objects, apps).map(({ rule, path }) => `${rule} ${path}`)
}

const pod = (podSpec: Record<string, unknown>, container: Record<string, unknown> = {}) =>
  deployment('web', 'a:1', { containers: [{ name: 'web', image: 'a:1', ...container }], ...podSpec })

const configMap = make('v1', 'ConfigMap', 'config', { data: { a: '1' } })
const at = 'spec.template.spec'

describe('referencesCheck: what pods name', () => {
  it.each([
    ['a ConfigMap volume', pod({ volumes: [{ configMap: { name: 'none' } }] }), `${at}.volumes[0].configMap`],
    ['a Secret volume', pod({ volumes: [{ secret: { secretName: 'none' } }] }), `${at}.volumes[0].secret`],
    [
      'a projected Secret',
      pod({ volumes: [{ projected: { sources: [{ secret: { name: 'none' } }] } }] }),
      `${at}.volumes[0].projected.sources[0].secret`,
    ],
    [
      'a claim',
      pod({ volumes: [{ persistentVolumeClaim: { claimName: 'none' } }] }),
      `${at}.volumes[0].persistentVolumeClaim.claimName`,
    ],
    [
      'envFrom',
      pod({}, { envFrom: [{ configMapRef: { name: 'none' } }] }),
      `${at}.containers[0].envFrom[0].configMapRef`,
    ],
    ['a ServiceAccount', pod({ serviceAccountName: 'none' }), `${at}.serviceAccountName`],
    ['a PriorityClass', pod({ priorityClassName: 'none' }), `${at}.priorityClassName`],
    ['a pull secret', pod({ imagePullSecrets: [{ name: 'none' }] }), `${at}.imagePullSecrets[0].name`],
  ])('fires for %s that does not exist', (_, object, path) => {
    expect(rules([object])).toEqual([`reference-missing ${path}`])
  })

  const env = (key: string, optional?: boolean) =>
    pod({}, { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'config', key, optional } } }] })

  it('fires for a key that the ConfigMap lacks, and says which it has', () => {
    const [finding] = run([configMap, env('b')])
    expect(finding).toMatchObject({
      rule: 'reference-key-missing',
      severity: 'error',
      path: `${at}.containers[0].env[0].valueFrom.configMapKeyRef`,
      message: 'ConfigMap web/config has no key "b"; it has a',
    })
    expect(rules([configMap, env('a')])).toEqual([])
  })

  it('fires for a subPath that is not a key, and not where items name the files', () => {
    const mount = (subPath: string, source: object = {}) =>
      pod(
        { volumes: [{ name: 'config', configMap: { name: 'config', ...source } }] },
        { volumeMounts: [{ name: 'config', mountPath: '/etc/a', subPath }] },
      )
    expect(rules([configMap, mount('b')])).toEqual([
      `reference-key-missing ${at}.containers[0].volumeMounts[0].subPath`,
    ])
    expect(rules([configMap, mount('a')])).toEqual([])
    expect(rules([configMap, mount('b', { items: [{ key: 'a', path: 'b' }] })])).toEqual([])
    expect(rules([configMap, mount('b', { optional: true })])).toEqual([])
  })

  it('lets optional references dangle', () => {
    expect(rules([configMap, env('b', true)])).toEqual([])
    expect(rules([pod({ volumes: [{ configMap: { name: 'none', optional: true } }] })])).toEqual([])
  })

  it('knows what Kubernetes and k3s make by themselves', () => {
    expect(
      rules([
        pod({
          serviceAccountName: 'default',
          priorityClassName: 'system-node-critical',
          volumes: [{ configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt' }] } }],
        }),
        make('v1', 'PersistentVolumeClaim', 'data', { spec: { storageClassName: 'local-path' } }),
      ]),
    ).toEqual([])
  })

  it('takes Secrets from the secret needs of apps, with their keys', () => {
    const apps = (tree: ClusterTree) => {
      new TestApp(tree).addSecretNeed({ name: 'login', why: '', keys: { password: { from: 'literal', value: '' } } })
    }
    const secretEnv = (key: string) =>
      pod({}, { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'login', key } } }] })
    expect(rules([secretEnv('password')], apps)).toEqual([])
    expect(rules([secretEnv('user')], apps)).toHaveLength(1)
    expect(rules([secretEnv('password')])).toHaveLength(1)
  })

  it('does not look into another namespace', () => {
    const elsewhere = { ...configMap, metadata: { name: 'config', namespace: 'kube-system' } }
    expect(rules([elsewhere, pod({ volumes: [{ configMap: { name: 'config' } }] })])).toHaveLength(1)
  })
})

describe('referencesCheck: what other objects name', () => {
  const service = make('v1', 'Service', 'web', { spec: { ports: [{ name: 'http', port: 80 }] } })
  const ingress = (port: Record<string, unknown>, spec = {}) =>
    make('networking.k8s.io/v1', 'Ingress', 'web', {
      spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'web', port } } }] } }], ...spec },
    })

  it('fires for an Ingress without its Service, port, class or certificate', () => {
    const backend = 'spec.rules[0].http.paths[0].backend.service'
    expect(rules([ingress({ name: 'http' })])).toEqual([`reference-missing ${backend}`])
    expect(rules([service, ingress({ name: 'https' })])).toEqual([`reference-key-missing ${backend}`])
    expect(rules([service, ingress({ number: 81 })])).toEqual([`reference-key-missing ${backend}`])
    expect(rules([service, ingress({ number: 80 }), ingress({ name: 'http' })])).toEqual([])
    expect(rules([service, ingress({ number: 80 }, { ingressClassName: 'nginx' })])).toHaveLength(1)
    expect(rules([service, ingress({ number: 80 }, { ingressClassName: 'traefik' })])).toEqual([])
    const tls = [{ secretName: 'web-tls' }]
    expect(rules([service, ingress({ number: 80 }, { tls })])).toEqual(['reference-missing spec.tls[0].secretName'])
  })

  const issuerRef = { name: 'local-ca', kind: 'ClusterIssuer' }
  const certificate = make('cert-manager.io/v1', 'Certificate', 'web', { spec: { secretName: 'web-tls', issuerRef } })
  const issuer = clusterWide('cert-manager.io/v1', 'ClusterIssuer', 'local-ca', { spec: {} })

  it('takes the Secret of a Certificate for made, and fires for an issuer that does not exist', () => {
    const tls = ingress({ number: 80 }, { tls: [{ secretName: 'web-tls' }] })
    expect(rules([service, tls, certificate, issuer])).toEqual([])
    expect(rules([certificate])).toEqual(['reference-missing spec.issuerRef'])
  })

  it('knows the keys of a Certificate, unless it asks for more of them than are listed', () => {
    const env = (key: string) =>
      pod({}, { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'web-tls', key } } }] })
    expect(rules([certificate, issuer, env('tls.crt')])).toEqual([])
    expect(rules([certificate, issuer, env('key.der')])).toHaveLength(1)
    const spec = { ...certificate.spec, additionalOutputFormats: [{ type: 'DER' }] }
    expect(rules([{ ...certificate, spec }, issuer, env('key.der')])).toEqual([])
  })

  it('takes the ConfigMap of a Bundle for made where its selector matches the namespace', () => {
    const bundle = clusterWide('trust.cert-manager.io/v1alpha1', 'Bundle', 'lab-ca', {
      spec: {
        sources: [{ inLine: '' }],
        target: { configMap: { key: 'ca.crt' }, namespaceSelector: { matchLabels: { ca: 'inject' } } },
      },
    })
    const mount = pod({ volumes: [{ configMap: { name: 'lab-ca', items: [{ key: 'ca.crt' }] } }] })
    const check = (labels: Record<string, string>) =>
      referencesCheck.run(testRendering({ objects: [namespace('web', labels), bundle, mount] }))
    expect(check({ ca: 'inject' })).toEqual([])
    expect(check({}).map(({ rule }) => rule)).toEqual(['reference-missing', 'reference-missing'])
  })

  it('fires for a binding without its role or account, and knows the roles of Kubernetes', () => {
    const binding = (role: string, account: string) =>
      clusterWide('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'web', {
        roleRef: { kind: 'ClusterRole', name: role },
        subjects: [
          { kind: 'ServiceAccount', name: account, namespace: 'web' },
          { kind: 'User', name: 'anyone' },
        ],
      })
    expect(rules([binding('none', 'none')])).toEqual(['reference-missing roleRef', 'reference-missing subjects[0]'])
    expect(rules([binding('view', 'default'), binding('system:auth-delegator', 'default')])).toEqual([])
  })

  it.each([
    ['a namespace', make('v1', 'ConfigMap', 'a'), 'metadata.namespace', []],
    [
      'a StorageClass',
      make('v1', 'PersistentVolumeClaim', 'a', { spec: { storageClassName: 'none' } }),
      'spec.storageClassName',
      [namespace()],
    ],
    [
      'the HelmChart of a HelmChartConfig',
      make('helm.cattle.io/v1', 'HelmChartConfig', 'none'),
      'metadata.name',
      [namespace()],
    ],
    [
      'the Service of a webhook',
      clusterWide('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'a', {
        webhooks: [{ clientConfig: { service: { name: 'none', namespace: 'web' } } }],
      }),
      'webhooks[0].clientConfig.service',
      [],
    ],
  ])('fires for %s that does not exist', (_, object, path, others) => {
    const findings = referencesCheck.run(testRendering({ objects: [...others, object] }))
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual([`reference-missing ${path}`])
  })
})

describe('referencesCheck: what the distribution brings', () => {
  const claim = make('v1', 'PersistentVolumeClaim', 'data', {
    spec: {
      storageClassName: 'local-path',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
    },
  })

  it('resolves a class of k3s, until an app replaces the component that brings it', () => {
    expect(rules([claim])).toEqual([])
    const replaced = (tree: ClusterTree) => new TestApp(tree).replacesComponent('storage', 'its default class')
    expect(rules([claim], replaced)).toEqual(['reference-missing spec.storageClassName'])
  })
})

describe('referencesCheck: what hands the tree to Argo CD', () => {
  const application = (spec: object) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'web', namespace: 'argocd' },
    spec: { project: 'default', destination: { server: 'https://kubernetes.default.svc', namespace: 'web' }, ...spec },
  })
  const project = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'ainur', namespace: 'argocd' },
    spec: { destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'nowhere' }] },
  }
  const paths = (...applications: KubeObject[]) =>
    referencesCheck.run(testRendering({ objects: [namespace()], applications })).map(({ path }) => path)

  it('fires for an Application without its project or namespace, and for a project of a namespace that nothing makes', () => {
    expect(paths(application({ project: 'ainur' }))).toEqual(['spec.project'])
    const elsewhere = { server: 'https://kubernetes.default.svc', namespace: 'nowhere' }
    expect(paths(application({ destination: elsewhere }))).toEqual(['spec.destination.namespace'])
    expect(paths(application({ project: 'ainur' }), project)).toEqual(['spec.destinations[0].namespace'])
  })

  it('accepts the project and the namespace that Argo CD itself brings, other clusters, patterns, and namespaces that it makes', () => {
    expect(paths(application({}))).toEqual([])
    expect(paths(application({ destination: { server: 'https://10.0.0.9:6443', namespace: 'nowhere' } }))).toEqual([])
    const made = {
      destination: { name: 'in-cluster', namespace: 'new' },
      syncPolicy: { syncOptions: ['CreateNamespace=true'] },
    }
    expect(paths(application(made))).toEqual([])
    const any = { ...project, spec: { destinations: [{ server: 'https://kubernetes.default.svc', namespace: '*' }] } }
    expect(paths(any)).toEqual([])
  })

  it('sees an Application among the objects of an app in the same way', () => {
    const findings = referencesCheck.run(testRendering({ objects: [namespace(), application({ project: 'none' })] }))
    expect(findings.map(({ path }) => path)).toEqual(['spec.project'])
  })
})

describe('referencesCheck: credentials of issuers, accounts and webhooks', () => {
  const acme = (solver: object) =>
    clusterWide('cert-manager.io/v1', 'ClusterIssuer', 'acme', {
      spec: { acme: { privateKeySecretRef: { name: 'account' }, solvers: [{ dns01: solver }] } },
    })
  const token = { apiTokenSecretRef: { name: 'cloudflare', key: 'token' } }

  it('fires for the API token of a solver, and for a key that its Secret lacks', () => {
    expect(rules([acme({ cloudflare: token })])).toEqual([
      'reference-missing spec.acme.solvers[0].dns01.cloudflare.apiTokenSecretRef',
    ])
    const need = (key: string) => (tree: ClusterTree) =>
      void new TestApp(tree).addSecretNeed({
        name: 'cloudflare',
        why: '',
        keys: { [key]: { from: 'literal', value: '' } },
      })
    expect(rules([acme({ cloudflare: token })], need('token'))).toEqual([])
    expect(rules([acme({ cloudflare: token })], need('api-token'))).toHaveLength(1)
  })

  it('lets cert-manager make the account key, and webhook solvers mean what they want', () => {
    expect(rules([acme({ webhook: { config: { passwordSecretRef: { name: 'none' } } } })])).toEqual([])
  })

  it.each([
    [
      'a pull secret of an account',
      make('v1', 'ServiceAccount', 'a', { imagePullSecrets: [{ name: 'none' }] }),
      'imagePullSecrets[0].name',
    ],
    [
      'the account of an upgrade Plan',
      make('upgrade.cattle.io/v1', 'Plan', 'a', { spec: { serviceAccountName: 'none' } }),
      'spec.serviceAccountName',
    ],
    [
      'the password of a keystore',
      make('cert-manager.io/v1', 'Certificate', 'a', {
        spec: { keystores: { jks: { passwordSecretRef: { name: 'none', key: 'a' } } } },
      }),
      'spec.keystores.jks.passwordSecretRef',
    ],
    [
      'the Service that converts versions',
      clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'a', {
        spec: {
          conversion: {
            strategy: 'Webhook',
            webhook: { clientConfig: { service: { name: 'none', namespace: 'web' } } },
          },
        },
      }),
      'spec.conversion.webhook.clientConfig.service',
    ],
  ])('fires for %s that does not exist', (_, object, path) => {
    expect(rules([object])).toEqual([`reference-missing ${path}`])
  })
})
