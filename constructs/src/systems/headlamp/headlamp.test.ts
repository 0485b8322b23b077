import { expect, it } from 'vitest'
import { FakeIdentity } from '../../workload/testing/fake-roles.ts'
import { objectsOf, testTree } from '../../workload/testing/test-tree.ts'
import { Headlamp } from './headlamp.ts'

/** The apps that Headlamp is handed. */
function propsFrom({ ingress, identity, trust }: ReturnType<typeof testTree>) {
  return { ingress, identity, trust }
}

function rendered() {
  const parts = testTree()
  const headlamp = new Headlamp(parts.tree, 'headlamp', propsFrom(parts))
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
