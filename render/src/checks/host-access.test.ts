import { describe, expect, it } from 'vitest'
import { deployment, testRendering } from '../pods/testing/test-rendering.ts'
import { hostAccessCheck } from './host-access.ts'

function found(podSpec: Record<string, unknown>, annotations: Record<string, string> = {}) {
  const object = deployment('web', 'web:1', podSpec)
  Object.assign(object.metadata, { annotations })
  return hostAccessCheck
    .run(testRendering({ objects: [object] }))
    .map(({ rule, severity, path, message }) => `${severity} ${rule} ${path}: ${message}`)
}

const mounts = (path: string) => ({ volumes: [{ name: 'host', hostPath: { path } }] })

describe('host-access-undeclared', () => {
  it('names all that reaches out of the container, once for a pod', () => {
    expect(found({ hostPID: true, hostNetwork: true, ...mounts('/') })).toEqual([
      'warning host-access-undeclared spec.template.spec: hostNetwork, hostPID, hostPath / without a reason; the namespace web has to admit pods that own their node',
    ])
    expect(found({ hostIPC: true })).toHaveLength(1)
  })

  it.each([
    '/',
    '//',
    '/etc',
    '/etc/',
    '/root',
    '/var/lib',
    '/var/run/docker.sock',
    '/run/containerd/containerd.sock',
    '/var/lib/kubelet/pods',
    '/etc/kubernetes/pki',
    '/etc/ssh',
  ])('fires for %s, which holds the node', (path) => {
    expect(found(mounts(path))).toHaveLength(1)
  })

  it.each(['/data', '/var/lib/longhorn', '/mnt/disk', '/etc/localtime', '/dev/ttyUSB0', '/sys/class/net'])(
    'accepts %s',
    (path) => {
      expect(found(mounts(path))).toEqual([])
    },
  )

  it('accepts what has a reason', () => {
    expect(found({ hostPID: true }, { 'ainur.tools/privileged-because': 'It measures the node.' })).toEqual([])
    expect(found({ hostNetwork: true }, { 'ainur.tools/host-network-because': 'It finds devices.' })).toEqual([])
    expect(found({ hostPID: true }, { 'ainur.tools/privileged-because': '' })).toHaveLength(1)
  })

  it('accepts a pod that stays in its container', () => {
    expect(found({ hostPID: false })).toEqual([])
  })
})
