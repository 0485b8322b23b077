import { expect, it } from 'vitest'
import { objectsOf, testTree } from '../../workload/testing/test-tree.ts'
import { CertSite } from './cert-site.ts'

function rendered() {
  const parts = testTree()
  const site = new CertSite(parts.tree, 'cert-site', { ingress: parts.ingress, trust: parts.trust })
  parts.tree.complete()
  return { ...parts, site, objects: objectsOf(site) }
}

const labels = { 'app.kubernetes.io/name': 'cert-site', 'app.kubernetes.io/instance': 'cert-site' }

it('renders exactly these objects', () => {
  expect(rendered().objects).toEqual({
    'Service/cert-site': {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'cert-site', labels },
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    'Deployment/cert-site': {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'cert-site', labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 10001,
              runAsGroup: 10001,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [
              {
                name: 'cert-site',
                image: 'registry.example.com/lab/ainur-cert-site:1.0.0',
                env: [
                  { name: 'CA_FILE', value: '/ca/ca.crt' },
                  { name: 'LAB_NAME', value: 'ainur' },
                  { name: 'SITE_URL', value: 'http://certs.ainur.home.arpa/' },
                  {
                    name: 'CHECK_COMMAND',
                    value:
                      "kubectl get configmap lab-ca --namespace cert-site --output jsonpath='{.data.ca\\.crt}' | " +
                      'openssl x509 -noout -fingerprint -sha256',
                  },
                ],
                ports: [{ name: 'http', containerPort: 8080 }],
                startupProbe: {
                  httpGet: { path: '/healthz', port: 'http' },
                  periodSeconds: 5,
                  timeoutSeconds: 5,
                  failureThreshold: 60,
                },
                readinessProbe: {
                  httpGet: { path: '/ca.crt', port: 'http' },
                  periodSeconds: 15,
                  timeoutSeconds: 5,
                  failureThreshold: 4,
                },
                livenessProbe: {
                  httpGet: { path: '/healthz', port: 'http' },
                  periodSeconds: 30,
                  timeoutSeconds: 5,
                  failureThreshold: 4,
                },
                resources: { requests: { cpu: '5m', memory: '16Mi' }, limits: { memory: '64Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                },
                volumeMounts: [
                  { name: 'lab-ca', mountPath: '/ca', readOnly: true },
                  { name: 'site', mountPath: '/run/site' },
                ],
              },
            ],
            volumes: [
              { name: 'lab-ca', configMap: { name: 'lab-ca', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
              { name: 'site', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
            ],
          },
        },
      },
    },
  })
})

it('answers plain HTTP too, for visitors that do not trust the CA yet', () => {
  const { ingress, site } = rendered()
  expect(site.url).toBe('http://certs.ainur.home.arpa/')
  expect(ingress.routes).toEqual([
    {
      app: 'cert-site',
      name: 'cert-site',
      host: 'certs.ainur.home.arpa',
      service: 'cert-site',
      port: 'http',
      plainHttp: true,
    },
  ])
})

it('holds no certificate and no fingerprint: both follow the mounted file', () => {
  const text = JSON.stringify(rendered().objects)
  expect(text).not.toMatch(/BEGIN CERTIFICATE|([0-9A-F]{2}:){31}/i)
  expect(rendered().trust.injected).toEqual(['cert-site'])
})
