import { describe, expect, it } from 'vitest'
import type { Check } from '../model/rendering.ts'
import { deployment, TestApp, testCluster, testNode, testRendering } from '../pods/testing/test-rendering.ts'
import { cpuLimitsCheck } from './cpu-limits.ts'
import { memoryLimitsCheck } from './memory-limits.ts'
import { movingHostPathsCheck } from './moving-host-paths.ts'
import { sdCardWritesCheck } from './sd-card-writes.ts'
import { tightProbesCheck } from './tight-probes.ts'

const miniPc = testCluster({ nodes: [testNode({ name: 'aule', architecture: 'amd64' })] })
const sdOnly = testCluster({
  nodes: [
    testNode({
      name: 'varda',
      disks: [{ id: 'mmc-TEST', kind: 'sd', purpose: 'os', sizeGB: 64 }],
      capabilities: ['sd'],
    }),
    testNode({ name: 'ulmo', disks: [{ id: 'nvme-TEST', kind: 'nvme', purpose: 'os', sizeGB: 128 }], boot: 'nvme' }),
  ],
})

function run(check: Check, container: object, podSpec: object = {}, cluster = testCluster()) {
  const containers = [{ name: 'a', image: 'a:1', ...container }]
  const object = deployment('a', 'a:1', { containers, ...podSpec })
  return check.run(testRendering({ cluster, objects: [object] })).map(({ rule, path }) => `${rule} ${path}`)
}

const pod = 'spec.template.spec'

describe('memoryLimitsCheck', () => {
  const limited = { resources: { limits: { memory: '64Mi' } } }

  it('fires for a container without a memory limit that may run on a Pi', () => {
    expect(run(memoryLimitsCheck, {})).toEqual([`memory-limit-missing ${pod}.containers[0].resources.limits.memory`])
    const initContainers = [{ name: 'b', image: 'a:1' }]
    expect(run(memoryLimitsCheck, limited, { initContainers })).toHaveLength(1)
  })

  it('is silent with a limit, one on the whole pod, or on other machines', () => {
    expect(run(memoryLimitsCheck, limited)).toEqual([])
    expect(run(memoryLimitsCheck, {}, limited)).toEqual([])
    expect(run(memoryLimitsCheck, {}, {}, miniPc)).toEqual([])
  })
})

describe('memoryLimitsCheck: what is not in the tree', () => {
  const workload = {
    kind: 'DaemonSet',
    namespace: 'web',
    name: 'a',
    podSpec: { containers: [{ name: 'a', image: 'a:1' }] },
  } as const

  it('fires for a workload of a release, and not for what a controller makes at run time', () => {
    const contents = { namespaces: [], clusterKinds: [], provides: [], workloads: [workload] }
    const source = { type: 'chart', repoURL: '', chart: '', version: '1.0.0' } as const
    const released = testRendering({
      apps: (tree) => new TestApp(tree).addRelease({ name: 'up', facts: '', source, contents }),
    })
    expect(memoryLimitsCheck.run(released)[0]?.remedy).toContain('values of release up')
    const madeLater = testRendering({ apps: (tree) => void new TestApp(tree).runtimeWorkloads.push(workload) })
    expect(memoryLimitsCheck.run(madeLater)).toEqual([])
  })
})

describe('cpuLimitsCheck', () => {
  const limit = (cpu: string) => ({ resources: { limits: { cpu } } })

  it.each([
    ['500m', [`cpu-limit-throttles ${pod}.containers[0].resources.limits.cpu`]],
    ['0.999', [`cpu-limit-throttles ${pod}.containers[0].resources.limits.cpu`]],
    ['1', []],
    ['2', []],
  ])('a limit of %s gives %j', (cpu, expected) => {
    expect(run(cpuLimitsCheck, limit(cpu))).toEqual(expected)
  })

  it('is silent on other machines and for init containers', () => {
    expect(run(cpuLimitsCheck, limit('500m'), {}, miniPc)).toEqual([])
    expect(run(cpuLimitsCheck, {}, { initContainers: [{ name: 'b', image: 'a:1', ...limit('100m') }] })).toEqual([])
  })
})

describe('tightProbesCheck', () => {
  it.each([
    ['the defaults', { livenessProbe: { httpGet: { port: 80 } } }, [`probe-tight ${pod}.containers[0].livenessProbe`]],
    ['a longer timeout', { livenessProbe: { timeoutSeconds: 5 } }, []],
    ['more misses', { livenessProbe: { failureThreshold: 6 } }, []],
    ['a tight readiness probe', { readinessProbe: { timeoutSeconds: 1 } }, []],
  ])('%s', (_, container, expected) => {
    expect(run(tightProbesCheck, container)).toEqual(expected)
    expect(run(tightProbesCheck, container, {}, miniPc)).toEqual([])
  })
})

describe('movingHostPathsCheck', () => {
  const volumes = (path: string) => ({ volumes: [{ name: 'data', hostPath: { path } }] })
  const mount = (readOnly?: boolean) => ({ volumeMounts: [{ name: 'data', mountPath: '/data', readOnly }] })

  it('fires for a writable directory of a pod that may move', () => {
    expect(run(movingHostPathsCheck, mount(), volumes('/srv/data'))).toEqual([
      `host-path-moves ${pod}.volumes[0].hostPath.path`,
    ])
  })

  it('is silent for a pinned pod, a read-only mount and parts of the system', () => {
    const nodeSelector = { 'kubernetes.io/hostname': 'varda' }
    expect(run(movingHostPathsCheck, mount(), { ...volumes('/srv/data'), nodeSelector })).toEqual([])
    expect(run(movingHostPathsCheck, mount(true), volumes('/srv/data'))).toEqual([])
    expect(run(movingHostPathsCheck, mount(), volumes('/dev/net/tun'))).toEqual([])
  })

  it('is silent for a DaemonSet, which stays where it is', () => {
    const object = {
      ...deployment('a', 'a:1', { containers: [{ name: 'a', image: 'a:1', ...mount() }], ...volumes('/srv') }),
    }
    const rendering = testRendering({ objects: [{ ...object, kind: 'DaemonSet' }] })
    expect(movingHostPathsCheck.run(rendering)).toEqual([])
  })
})

describe('sdCardWritesCheck', () => {
  const scratch = (emptyDir: object) => ({ volumes: [{ name: 'data', emptyDir }] })

  it('fires for an emptyDir without bound where a node has nothing but an SD card', () => {
    expect(run(sdCardWritesCheck, {}, scratch({}), sdOnly)).toEqual([`sd-card-writes ${pod}.volumes[0].emptyDir`])
    expect(run(sdCardWritesCheck, {}, scratch({ sizeLimit: '1Gi' }), sdOnly)).toHaveLength(1)
  })

  it('fires where the disk beside the card belongs to something else, and not where it is for local volumes', () => {
    expect(run(sdCardWritesCheck, {}, scratch({}))).toHaveLength(1)
    const beside = (purpose: 'storage' | 'local') =>
      testCluster({
        nodes: [
          testNode({
            name: 'varda',
            disks: [
              { id: 'mmc-TEST', kind: 'sd', purpose: 'os', sizeGB: 64 },
              { id: 'nvme-TEST', kind: 'nvme', purpose, sizeGB: 128 },
            ],
          }),
        ],
      })
    expect(run(sdCardWritesCheck, {}, scratch({}), beside('storage'))).toHaveLength(1)
    expect(run(sdCardWritesCheck, {}, scratch({}), beside('local'))).toEqual([])
  })

  it('judges a hostPath only where an SD card is the only disk: another may be mounted there', () => {
    const volumes = { volumes: [{ name: 'data', hostPath: { path: '/srv/data' } }] }
    const mount = { volumeMounts: [{ name: 'data', mountPath: '/data' }] }
    expect(run(sdCardWritesCheck, mount, volumes, sdOnly)).toEqual([`sd-card-writes ${pod}.volumes[0].hostPath.path`])
    expect(run(sdCardWritesCheck, mount, volumes)).toEqual([])
  })

  it('believes a workload that says why a hostPath sees few writes, but of that only', () => {
    const volumes = [
      { name: 'data', hostPath: { path: '/srv/data' } },
      { name: 'scratch', emptyDir: {} },
    ]
    const containers = [{ name: 'a', image: 'a:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }]
    const object = deployment('a', 'a:1', { containers, volumes })
    const says = (reason: string) => {
      const annotations = { 'ainur.tools/writes-little-because': reason }
      const objects = [{ ...object, metadata: { ...object.metadata, annotations } }]
      return sdCardWritesCheck.run(testRendering({ cluster: sdOnly, objects })).map(({ path }) => path)
    }
    expect(says('It holds a socket.')).toEqual([`${pod}.volumes[1].emptyDir`])
    expect(says('')).toHaveLength(2)
  })

  it('is silent for memory, for little, and on other nodes', () => {
    expect(run(sdCardWritesCheck, {}, scratch({ medium: 'Memory' }), sdOnly)).toEqual([])
    expect(run(sdCardWritesCheck, {}, scratch({ sizeLimit: '64Mi' }), sdOnly)).toEqual([])
    const nodeSelector = { 'kubernetes.io/hostname': 'ulmo' }
    expect(run(sdCardWritesCheck, {}, { ...scratch({}), nodeSelector }, sdOnly)).toEqual([])
  })

  it('fires for a claim on node-local storage, and not for one on replicated storage', () => {
    const claimRun = (storageClassName: string) => {
      const claim = {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data', namespace: 'web' },
        spec: { storageClassName },
      }
      const object = deployment('a', 'a:1', {
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
      })
      return sdCardWritesCheck.run(testRendering({ cluster: sdOnly, objects: [claim, object] }))
    }
    expect(claimRun('local-path')).toHaveLength(1)
    expect(claimRun('longhorn')).toEqual([])
  })
})
