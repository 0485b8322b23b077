import type { KubeObject } from '../src/api/kube-object.ts'

/** A node with room for a few pods. */
export function testNode(name: string, architecture: string): KubeObject {
  const resources = { cpu: '4', memory: '8Gi', pods: '110' }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/arch': architecture, 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': name },
    },
    spec: {},
    status: { capacity: resources, allocatable: resources },
  }
}

/** A Deployment of one pod in the namespace `default`. */
export function deployment(name: string, podSpec: object = {}): KubeObject {
  const labels = { 'app.kubernetes.io/name': name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'example.com/main:1' }], ...podSpec },
      },
    },
  }
}
