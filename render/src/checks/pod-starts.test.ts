import { describe, expect, it } from 'vitest'
import { deployment, testRendering } from '../pods/testing/test-rendering.ts'
import { podStartsCheck } from './pod-starts.ts'

function run(container: object, podSpec: object = {}) {
  const containers = [{ name: 'web', image: 'a:1', ports: [{ name: 'http', containerPort: 80 }], ...container }]
  const object = deployment('web', 'a:1', { containers, ...podSpec })
  return podStartsCheck.run(testRendering({ objects: [object] }))
}

const at = 'spec.template.spec.containers[0]'
const found = (...arguments_: Parameters<typeof run>) => run(...arguments_).map(({ rule, path }) => `${rule} ${path}`)

describe('podStartsCheck', () => {
  it('fires for a probe or hook of a port that the container does not name', () => {
    const httpGet = { port: 'metrics' }
    expect(run({ readinessProbe: { httpGet } })).toMatchObject([
      {
        rule: 'probe-port-unresolved',
        severity: 'error',
        path: `${at}.readinessProbe.httpGet.port`,
        message: '"metrics" is not a port of container web; it names http',
      },
    ])
    expect(found({ livenessProbe: { tcpSocket: httpGet } })).toHaveLength(1)
    expect(found({ lifecycle: { preStop: { httpGet } } })).toEqual([
      `probe-port-unresolved ${at}.lifecycle.preStop.httpGet.port`,
    ])
  })

  it('does not look for it in the containers beside', () => {
    const beside = { name: 'b', image: 'a:1', readinessProbe: { httpGet: { port: 'http' } } }
    const web = { name: 'web', image: 'a:1', ports: [{ name: 'http', containerPort: 80 }] }
    expect(found({}, { containers: [web, beside] })).toHaveLength(1)
  })

  it('fires for root where root is refused, on the container or on the pod', () => {
    const rule = `root-user-refused ${at}.securityContext.runAsUser`
    expect(found({ securityContext: { runAsNonRoot: true, runAsUser: 0 } })).toEqual([rule])
    expect(found({}, { securityContext: { runAsNonRoot: true, runAsUser: 0 } })).toEqual([rule])
    expect(found({ securityContext: { runAsUser: 0 } }, { securityContext: { runAsNonRoot: true } })).toEqual([rule])
  })

  it('fires for memory in thousandths of a byte', () => {
    const [finding] = run({ resources: { limits: { memory: '512m' } } })
    expect(finding).toMatchObject({
      rule: 'memory-fraction',
      path: `${at}.resources.limits.memory`,
      remedy: 'write 512Mi',
    })
    expect(found({ resources: { requests: { 'ephemeral-storage': '0.5' } } })).toEqual([
      `memory-fraction ${at}.resources.requests["ephemeral-storage"]`,
    ])
  })

  it('accepts root that nobody refuses', () => {
    expect(found({ securityContext: { runAsUser: 0 } })).toEqual([])
  })

  it.each([
    ['a port by name', { readinessProbe: { httpGet: { port: 'http' } } }],
    ['a port by number that is not declared', { readinessProbe: { tcpSocket: { port: 9090 } } }],
    ['a command', { livenessProbe: { exec: { command: ['true'] } } }],
    ['a container that may be root in a pod that may not', { securityContext: { runAsNonRoot: false, runAsUser: 0 } }],
    ['thousandths of a CPU and whole bytes', { resources: { limits: { cpu: '100m', memory: '0.5Gi' } } }],
  ])('accepts %s', (_, container) => {
    expect(found(container, { securityContext: { runAsNonRoot: true } })).toEqual([])
  })
})
