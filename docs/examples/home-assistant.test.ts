import { expect, it } from 'vitest'
import { objectsOf, testTree } from '../../constructs/src/workload/testing/test-tree.ts'
import { HomeAssistant } from './home-assistant.ts'

const labels = { 'app.kubernetes.io/name': 'home-assistant', 'app.kubernetes.io/instance': 'home-assistant' }

it('renders exactly these objects', () => {
  const parts = testTree()
  const app = new HomeAssistant(parts.tree, 'home-assistant', parts)
  expect(objectsOf(app)).toEqual({
    'PersistentVolumeClaim/home-assistant-config': {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'home-assistant-config', labels: { 'ainur.tools/backup': 'wanted' } },
      spec: {
        resources: { requests: { storage: '10Gi' } },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fake-replicated',
      },
    },
    'Service/home-assistant': {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'home-assistant', labels },
      spec: { ports: [{ name: 'http', port: 80, targetPort: 'http' }], selector: labels },
    },
    'Deployment/home-assistant': {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'home-assistant',
        labels,
        annotations: {
          'ainur.tools/NET_RAW-because': 'It notices new devices by their DHCP requests.',
          'ainur.tools/host-network-because': 'It finds devices by multicast.',
          'ainur.tools/root-because': 'Its init system, s6, starts as root only.',
          'ainur.tools/writable-image-because': 'It installs the packages of integrations into the image.',
        },
      },
      spec: {
        progressDeadlineSeconds: 2100,
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: { type: 'Recreate' },
        template: {
          metadata: { labels },
          spec: {
            securityContext: { runAsGroup: 0, runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' } },
            automountServiceAccountToken: false,
            containers: [
              {
                name: 'home-assistant',
                image: 'ghcr.io/home-assistant/home-assistant:2026.9.4',
                ports: [{ name: 'http', containerPort: 8123 }],
                startupProbe: {
                  failureThreshold: 360,
                  httpGet: { path: '/manifest.json', port: 'http' },
                  periodSeconds: 5,
                  timeoutSeconds: 5,
                },
                readinessProbe: {
                  failureThreshold: 4,
                  httpGet: { path: '/manifest.json', port: 'http' },
                  periodSeconds: 15,
                  timeoutSeconds: 5,
                },
                livenessProbe: {
                  failureThreshold: 4,
                  httpGet: { path: '/manifest.json', port: 'http' },
                  periodSeconds: 30,
                  timeoutSeconds: 5,
                },
                resources: { limits: { memory: '1536Mi' }, requests: { cpu: '200m', memory: '512Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { add: ['NET_RAW'], drop: ['ALL'] },
                  readOnlyRootFilesystem: false,
                },
                volumeMounts: [{ name: 'config', mountPath: '/config' }],
              },
            ],
            dnsPolicy: 'ClusterFirstWithHostNet',
            enableServiceLinks: false,
            hostNetwork: true,
            terminationGracePeriodSeconds: 240,
            volumes: [{ name: 'config', persistentVolumeClaim: { claimName: 'home-assistant-config' } }],
          },
        },
      },
    },
  })
  expect(parts.ingress.routes).toEqual([
    {
      app: 'home-assistant',
      name: 'home-assistant',
      host: 'home.ainur.home.arpa',
      service: 'home-assistant',
      port: 'http',
    },
  ])
})
