import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, mixedCluster, testCluster, testNode, testRendering } from '../pods/testing/test-rendering.ts'
import { devicePinsCheck } from './device-pins.ts'

const pod = (path: string, podSpec: object = {}) =>
  deployment('web', 'web:1', { volumes: [{ name: 'device', hostPath: { path } }], ...podSpec })
const found = (object: KubeObject) =>
  devicePinsCheck
    .run(testRendering({ cluster: mixedCluster(), objects: [object] }))
    .map(({ rule, severity, path }) => `${severity} ${rule} ${path}`)

describe('device-pin-missing', () => {
  it.each([
    '/dev/ttyUSB0',
    '/dev/serial/by-id/usb-Zigbee',
    '/dev/dri',
    '/dev/dri/renderD128',
    '/dev/video0',
    '/dev/bus/usb/001/004',
    '/dev/nvidia0',
  ])('fires for %s', (device) => {
    expect(found(pod(device))).toEqual(['warning device-pin-missing spec.template.spec.volumes[0].hostPath.path'])
  })

  it.each([
    '/dev',
    '/dev/',
    '/dev/shm',
    '/dev/net/tun',
    '/dev/fuse',
    '/dev/kvm',
    '/dev/bus/usb',
    '/var/lib/web',
    '/devices',
  ])('accepts %s, which is no device of one node', (path) => {
    expect(found(pod(path))).toEqual([])
  })

  it('accepts several nodes that are named by a word of their own, not by what all have', () => {
    const selector = (key: string) => ({ nodeSelector: { [key]: 'arm64' } })
    const affinity = (keys: string[], operator = 'Exists') => ({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: keys.map((key) => ({ matchExpressions: [{ key, operator }] })),
          },
        },
      },
    })
    const labels = { labels: { 'example.com/gpu': 'arm64' } }
    const nodes = ['manwe', 'varda', 'ulmo'].map((name, index) => testNode({ name, ...(index > 0 ? labels : {}) }))
    const on = (podSpec: object) =>
      devicePinsCheck.run(testRendering({ cluster: testCluster({ nodes }), objects: [pod('/dev/dri', podSpec)] }))
        .length
    expect([on(selector('example.com/gpu')), on(selector('kubernetes.io/arch'))]).toEqual([0, 1])
    const gpu = 'example.com/gpu'
    expect([on(affinity([gpu])), on(affinity([gpu, 'kubernetes.io/arch']))]).toEqual([0, 1])
    expect(on(affinity(['example.com/none'], 'DoesNotExist'))).toBe(1)
  })

  it('accepts a pod that is on one node, or on each', () => {
    expect(found(pod('/dev/ttyUSB0', { nodeSelector: { 'kubernetes.io/hostname': 'varda' } }))).toEqual([])
    expect(found({ ...pod('/dev/ttyUSB0'), kind: 'DaemonSet' })).toEqual([])
  })
})
