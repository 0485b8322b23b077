import { expect, it } from 'vitest'
import { objectsOf, testTree } from '../../constructs/src/workload/testing/test-tree.ts'
import { Vaultwarden } from './vaultwarden.ts'

const labels = { 'app.kubernetes.io/name': 'vaultwarden', 'app.kubernetes.io/instance': 'vaultwarden' }

it('renders exactly these objects', () => {
  const parts = testTree()
  const app = new Vaultwarden(parts.tree, 'vaultwarden', parts)
  expect(objectsOf(app)).toEqual({
    'PersistentVolumeClaim/vaultwarden-data': {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'vaultwarden-data', labels: { 'ainur.tools/backup': 'wanted' } },
      spec: {
        resources: { requests: { storage: '2Gi' } },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fake-replicated',
      },
    },
    'Service/vaultwarden': {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'vaultwarden', labels },
      spec: { ports: [{ name: 'http', port: 80, targetPort: 'http' }], selector: labels },
    },
    'Deployment/vaultwarden': {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'vaultwarden', labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: { type: 'Recreate' },
        template: {
          metadata: { labels },
          spec: {
            securityContext: {
              fsGroup: 1000,
              fsGroupChangePolicy: 'OnRootMismatch',
              runAsGroup: 1000,
              runAsNonRoot: true,
              runAsUser: 1000,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            automountServiceAccountToken: false,
            containers: [
              {
                name: 'vaultwarden',
                image: 'ghcr.io/dani-garcia/vaultwarden:1.36.0',
                env: [
                  { name: 'DOMAIN', value: 'https://passwords.ainur.home.arpa' },
                  { name: 'ROCKET_PORT', value: '8080' },
                  { name: 'SIGNUPS_ALLOWED', value: 'false' },
                  {
                    name: 'ADMIN_TOKEN',
                    valueFrom: { secretKeyRef: { key: 'ADMIN_TOKEN', name: 'vaultwarden-environment' } },
                  },
                ],
                ports: [{ name: 'http', containerPort: 8080 }],
                startupProbe: {
                  failureThreshold: 60,
                  httpGet: { path: '/alive', port: 'http' },
                  periodSeconds: 5,
                  timeoutSeconds: 5,
                },
                readinessProbe: {
                  failureThreshold: 4,
                  httpGet: { path: '/alive', port: 'http' },
                  periodSeconds: 15,
                  timeoutSeconds: 5,
                },
                livenessProbe: {
                  failureThreshold: 4,
                  httpGet: { path: '/alive', port: 'http' },
                  periodSeconds: 30,
                  timeoutSeconds: 5,
                },
                resources: { limits: { memory: '256Mi' }, requests: { cpu: '25m', memory: '96Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                  readOnlyRootFilesystem: true,
                },
                volumeMounts: [{ name: 'data', mountPath: '/data' }],
              },
            ],
            enableServiceLinks: false,
            volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'vaultwarden-data' } }],
          },
        },
      },
    },
  })
  expect(parts.ingress.routes).toEqual([
    {
      app: 'vaultwarden',
      name: 'vaultwarden',
      host: 'passwords.ainur.home.arpa',
      service: 'vaultwarden',
      port: 'http',
    },
  ])
})
