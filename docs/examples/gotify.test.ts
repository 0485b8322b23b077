import { expect, it } from 'vitest'
import { objectsOf, testTree } from '../../constructs/src/workload/testing/test-tree.ts'
import { addGotify } from './gotify.ts'

const labels = { 'app.kubernetes.io/name': 'gotify', 'app.kubernetes.io/instance': 'gotify' }

it('renders exactly these objects', () => {
  const parts = testTree()
  const app = addGotify(parts.tree, parts)
  expect(objectsOf(app)).toEqual({
    'PersistentVolumeClaim/gotify-data': {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'gotify-data', labels: { 'ainur.tools/backup': 'wanted' } },
      spec: {
        resources: { requests: { storage: '1Gi' } },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fake-replicated',
      },
    },
    'Service/gotify': {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'gotify', labels },
      spec: { ports: [{ name: 'http', port: 80, targetPort: 'http' }], selector: labels },
    },
    'Deployment/gotify': {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'gotify', labels },
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
                name: 'gotify',
                image: 'ghcr.io/gotify/server:3.1.1',
                env: [
                  { name: 'GOTIFY_SERVER_PORT', value: '8080' },
                  {
                    name: 'GOTIFY_DEFAULTUSER_PASS',
                    valueFrom: { secretKeyRef: { name: 'gotify-environment', key: 'GOTIFY_DEFAULTUSER_PASS' } },
                  },
                ],
                ports: [{ name: 'http', containerPort: 8080 }],
                startupProbe: {
                  failureThreshold: 60,
                  httpGet: { path: '/health', port: 'http' },
                  periodSeconds: 5,
                  timeoutSeconds: 5,
                },
                readinessProbe: {
                  failureThreshold: 4,
                  httpGet: { path: '/health', port: 'http' },
                  periodSeconds: 15,
                  timeoutSeconds: 5,
                },
                livenessProbe: {
                  failureThreshold: 4,
                  httpGet: { path: '/health', port: 'http' },
                  periodSeconds: 30,
                  timeoutSeconds: 5,
                },
                resources: { limits: { memory: '128Mi' }, requests: { cpu: '10m', memory: '32Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                  readOnlyRootFilesystem: true,
                },
                volumeMounts: [{ name: 'data', mountPath: '/app/data' }],
              },
            ],
            enableServiceLinks: false,
            volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'gotify-data' } }],
          },
        },
      },
    },
  })
  expect(parts.ingress.routes).toEqual([
    { app: 'gotify', name: 'gotify', host: 'push.ainur.home.arpa', service: 'gotify', port: 'http' },
  ])
})
