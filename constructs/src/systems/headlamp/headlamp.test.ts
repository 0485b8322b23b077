import { rootCertificates } from 'node:tls'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { FakeIdentity } from '../../workload/testing/fake-roles.ts'
import { objectsOf, testTree } from '../../workload/testing/test-tree.ts'
import { Headlamp, type HeadlampProps } from './headlamp.ts'

/** The apps that Headlamp is handed. */
function propsFrom({ ingress, identity, trust }: ReturnType<typeof testTree>) {
  return { ingress, identity, trust }
}

function rendered(more: Partial<HeadlampProps> = {}) {
  const parts = testTree()
  const headlamp = new Headlamp(parts.tree, 'headlamp', { ...propsFrom(parts), ...more })
  parts.tree.complete()
  return { ...parts, headlamp, objects: objectsOf(headlamp) }
}

const labels = { 'app.kubernetes.io/name': 'headlamp', 'app.kubernetes.io/instance': 'headlamp' }

it('renders exactly these objects', () => {
  const { objects } = rendered()
  expect(objects).toEqual({
    'ServiceAccount/headlamp': { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'headlamp' } },
    'Service/headlamp': {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'headlamp', labels },
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    'Deployment/headlamp': {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'headlamp', labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: 'headlamp',
            automountServiceAccountToken: true,
            enableServiceLinks: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 100,
              runAsGroup: 101,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [
              {
                name: 'headlamp',
                image: 'ghcr.io/headlamp-k8s/headlamp:v0.45.0',
                args: [
                  '-in-cluster',
                  '-in-cluster-context-name=ainur',
                  '-plugins-dir=/headlamp/plugins',
                  '-oidc-client-id=headlamp',
                  '-oidc-idp-issuer-url=https://dex.ainur.home.arpa',
                  '-oidc-callback-url=https://headlamp.ainur.home.arpa/oidc-callback',
                  '-oidc-scopes=profile,email,groups',
                  '-oidc-ca-file=/etc/ssl/lab/ca.crt',
                  '-oidc-use-pkce',
                ],
                env: [
                  {
                    name: 'HEADLAMP_CONFIG_OIDC_CLIENT_SECRET',
                    valueFrom: {
                      secretKeyRef: { name: 'oidc-headlamp', key: 'client-secret', optional: false },
                    },
                  },
                ],
                ports: [{ name: 'http', containerPort: 4466 }],
                startupProbe: {
                  httpGet: { path: '/', port: 'http' },
                  periodSeconds: 5,
                  timeoutSeconds: 5,
                  failureThreshold: 60,
                },
                readinessProbe: {
                  httpGet: { path: '/', port: 'http' },
                  periodSeconds: 15,
                  timeoutSeconds: 5,
                  failureThreshold: 4,
                },
                livenessProbe: {
                  httpGet: { path: '/', port: 'http' },
                  periodSeconds: 30,
                  timeoutSeconds: 5,
                  failureThreshold: 4,
                },
                resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: false,
                  capabilities: { drop: ['ALL'] },
                },
                volumeMounts: [
                  { name: 'lab-ca', mountPath: '/etc/ssl/lab', readOnly: true },
                  { name: 'tmp', mountPath: '/tmp' },
                ],
              },
            ],
            volumes: [
              { name: 'lab-ca', configMap: { name: 'lab-ca', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
              { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
            ],
          },
        },
      },
    },
  })
})

it('has no role of its own: the token of the visitor decides', () => {
  const { objects } = rendered()
  expect(Object.keys(objects).filter((key) => /Role/.test(key))).toEqual([])
})

it('has the API server take its tokens: it acts with those of the visitor', () => {
  expect(rendered().identity.requests).toMatchObject([{ id: 'headlamp', forKubernetes: true }])
})

it('registers the callback that it tells Headlamp to use', () => {
  const { identity, objects } = rendered()
  const [uri] = identity.requests[0]?.redirectUris ?? []
  const { args } = objects['Deployment/headlamp'].spec.template.spec.containers[0]
  expect(args).toContain(`-oidc-callback-url=${uri}`)
})

it('comes after what it refers to', () => {
  const { headlamp } = rendered()
  expect(headlamp.dependencies.map(({ app }) => app.appName)).toEqual(
    expect.arrayContaining(['traefik', 'dex-fake', 'lab-pki']),
  )
})

it('refuses a provider that gives it no secret', () => {
  class Secretless extends FakeIdentity {
    override registerClient() {
      return { id: 'headlamp', issuer: this.issuer }
    }
  }
  const parts = testTree()
  const identity = new Secretless(parts.tree, 'secretless')
  expect(new Headlamp(parts.tree, 'headlamp', { ...propsFrom(parts), identity }).findings).toMatchObject([
    { path: 'identity', message: expect.stringMatching(/needs a client secret$/) },
  ])
})

const [certificateAuthority = ''] = rootCertificates
const pemInBase64 = Buffer.from(certificateAuthority).toString('base64')
const minirack = { name: 'minirack', server: 'https://192.168.30.10:6443', certificateAuthority }

it('copies plugins to where the server looks, as nobody and from images that the tree names', () => {
  const plugins = [
    { name: 'flux', image: 'ghcr.io/headlamp-k8s/headlamp-plugin-flux:v0.5.0' },
    { name: 'own', image: 'registry.lan/own@sha256:0' },
  ]
  const pod = rendered({ plugins }).objects['Deployment/headlamp'].spec.template.spec
  expect(pod.initContainers).toEqual(
    plugins.map(({ name, image }) => ({
      name: `plugin-${name}`,
      image,
      command: ['/bin/sh', '-c', 'cp -r /plugins/. /headlamp/plugins/'],
      resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      volumeMounts: [{ name: 'plugins', mountPath: '/headlamp/plugins' }],
    })),
  )
  const [server] = pod.containers
  expect(server.volumeMounts).toContainEqual({ name: 'plugins', mountPath: '/headlamp/plugins', readOnly: true })
  expect(server.args).toContain('-plugins-dir=/headlamp/plugins')
  expect(pod.volumes).toContainEqual({ name: 'plugins', emptyDir: { sizeLimit: '128Mi' } })
})

it('shows other clusters with the token of the visitor: the kubeconfig has no secret but that of the client', () => {
  const { headlamp, objects } = rendered({ clusters: [minirack] })
  const pod = objects['Deployment/headlamp'].spec.template.spec
  expect(pod.containers[0].args).toContain('-kubeconfig=/etc/headlamp/kubeconfig')
  expect(pod.containers[0].volumeMounts).toContainEqual({
    name: 'clusters',
    mountPath: '/etc/headlamp',
    readOnly: true,
  })
  expect(pod.volumes).toContainEqual({
    name: 'clusters',
    secret: { secretName: 'oidc-headlamp', items: [{ key: 'kubeconfig', path: 'kubeconfig' }] },
  })
  const source = headlamp.secretNeeds.find(({ name }) => name === 'oidc-headlamp')?.keys.kubeconfig
  expect(parse(source?.from === 'template' ? source.text : '')).toEqual({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'minirack', cluster: { server: minirack.server, 'certificate-authority-data': pemInBase64 } }],
    users: [
      {
        name: 'visitor',
        user: {
          'auth-provider': {
            name: 'oidc',
            config: {
              'client-id': 'headlamp',
              'client-secret': `\${client-secret}`,
              'idp-issuer-url': 'https://dex.ainur.home.arpa',
              'idp-certificate-authority': '/etc/ssl/lab/ca.crt',
              scope: 'profile,email,groups',
            },
          },
        },
      },
    ],
    contexts: [{ name: 'minirack', context: { cluster: 'minirack', user: 'visitor' } }],
  })
})

it('says everything that is wrong with plugins and clusters at once', () => {
  const { tree, ...parts } = testTree()
  const { findings } = new Headlamp(tree, 'headlamp', {
    ...propsFrom({ tree, ...parts }),
    plugins: [
      { name: 'flux', image: 'a:1' },
      { name: 'flux', image: 'b:1' },
      { name: 'Own', image: 'c:1' },
    ],
    clusters: [
      { ...minirack, name: 'ainur' },
      { name: 'a.b', server: '192.168.30.10', certificateAuthority: 'MIIB' },
    ],
  })
  expect(findings.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'plugins[1].name: there is a plugin "flux" already',
    'plugins[2].name: "Own" is not a name; allowed are at most 56 of a-z, 0-9 and -',
    'clusters[0].name: there is a cluster "ainur" already',
    'clusters[1].name: "a.b" is not a name; allowed are at most 63 of a-z, 0-9 and -',
    'clusters[1].server: "192.168.30.10" is not the https URL of an API',
    'clusters[1].certificateAuthority: it is not a certificate in PEM form',
  ])
})

it('takes no key that it does not know, and misses each that is not there', () => {
  const { tree, ...parts } = testTree()
  const wrong = {
    plugins: [{ name: 'flux', imag: 'a:1' }],
    clusters: [{ server: 'https://192.168.30.10:6443' }],
  } as unknown as Partial<HeadlampProps>
  expect(new Headlamp(tree, 'headlamp', { ...propsFrom({ tree, ...parts }), ...wrong }).findings).toMatchObject([
    { path: 'plugins[0].imag', remedy: 'Did you mean "image"?' },
    { path: 'clusters[0].name', rule: 'missing-value' },
    { path: 'clusters[0].certificateAuthority', rule: 'missing-value' },
  ])
})
