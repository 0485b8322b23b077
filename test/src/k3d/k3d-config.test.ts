import { describe, expect, it } from 'vitest'
import { assertKillable, k3dConfig, k3dNodes, nodePatch } from './k3d-config.ts'

const node = (name: string, labels: Record<string, string> = {}, taints?: object[]) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/arch': 'arm64', 'kubernetes.io/hostname': name, ...labels } },
  spec: taints ? { taints } : {},
  status: { nodeInfo: { kubeletVersion: 'v1.36.3+k3s1' } },
})
const server = { 'node-role.kubernetes.io/control-plane': 'true' }
const nodes = [
  node('worker-a', { 'ainur.tools/nvme': 'true', 'node.kubernetes.io/instance-type': 'pi5' }),
  node('master', server, [{ key: 'a', effect: 'NoSchedule' }]),
  node('worker-b', { 'node-restriction.kubernetes.io/kind': 'x' }),
]

describe('k3dConfig', () => {
  it('makes a server of each control plane machine and an agent of each other, with the labels it may have', () => {
    expect(k3dConfig({ name: 'x', nodes, apiPort: 20_001, containerLabel: 'owner=1' })).toEqual({
      apiVersion: 'k3d.io/v1alpha5',
      kind: 'Simple',
      metadata: { name: 'x' },
      servers: 1,
      agents: 2,
      image: 'rancher/k3s:v1.36.3-k3s1',
      kubeAPI: { hostIP: '127.0.0.1', hostPort: '20001' },
      options: {
        k3d: { wait: true, timeout: '180s', disableLoadbalancer: true },
        k3s: {
          extraArgs: [{ arg: '--disable=servicelb', nodeFilters: ['server:*'] }],
          nodeLabels: [
            { label: 'ainur.tools/nvme=true', nodeFilters: ['agent:0'] },
            { label: 'node.kubernetes.io/instance-type=pi5', nodeFilters: ['agent:0'] },
          ],
        },
        kubeconfig: { updateDefaultKubeconfig: false, switchCurrentContext: false },
        runtime: {
          labels: [{ label: 'owner=1', nodeFilters: ['all'] }],
          ulimits: [{ name: 'nofile', soft: 65_536, hard: 65_536 }],
        },
      },
    })
  })

  it.each([
    ['v1.36.3+k3s2', 'rancher/k3s:v1.36.3-k3s2'],
    ['v1.35.0', 'rancher/k3s:v1.35.0-k3s1'],
  ])('runs the version of the definition: %s', (kubeletVersion, image) => {
    const one = { ...node('a', server), status: { nodeInfo: { kubeletVersion } } }
    expect(k3dConfig({ name: 'x', nodes: [one], apiPort: 1, containerLabel: 'o=1' })).toMatchObject({ image })
  })

  it('refuses a text that is not a version', () => {
    const one = { ...node('a', server), status: { nodeInfo: { kubeletVersion: 'latest' } } }
    expect(() => k3dConfig({ name: 'x', nodes: [one], apiPort: 1, containerLabel: 'o=1' })).toThrow(
      '"latest" is not a Kubernetes version',
    )
  })
})

describe('k3dNodes', () => {
  it('tells which container represents which machine', () => {
    expect(k3dNodes('x', nodes).map((one) => [one.node.metadata.name, one.name, one.filter])).toEqual([
      ['master', 'k3d-x-server-0', 'server:0'],
      ['worker-a', 'k3d-x-agent-0', 'agent:0'],
      ['worker-b', 'k3d-x-agent-1', 'agent:1'],
    ])
  })

  it('needs a machine for the control plane', () => {
    expect(() => k3dNodes('x', [node('a'), node('b')])).toThrow(
      'none of the nodes (a, b) has the label node-role.kubernetes.io/control-plane=true; k3d needs at least one server',
    )
  })
})

describe('what a cluster is told besides', () => {
  it('is how long pods stay on a dead node, when that is asked for', () => {
    const config = k3dConfig({ name: 'x', nodes, apiPort: 20_001, containerLabel: 'owner=1', evictAfterSeconds: 10 })
    expect(config).toMatchObject({
      options: {
        k3s: {
          extraArgs: [
            '--disable=servicelb',
            '--kube-apiserver-arg=default-not-ready-toleration-seconds=10',
            '--kube-apiserver-arg=default-unreachable-toleration-seconds=10',
          ].map((arg) => ({ arg, nodeFilters: ['server:*'] })),
        },
      },
    })
  })
})

describe('assertKillable', () => {
  it('refuses the machine that the API server runs on, and names the others', () => {
    const mapped = k3dNodes('x', nodes)
    const [first, ...others] = mapped.map(({ node }) => node.metadata.name)
    expect(() => assertKillable(mapped, first)).toThrow(`there are also ${others.join(', ')}`)
    expect(() => assertKillable(mapped, others[0])).not.toThrow()
    expect(() => assertKillable(mapped, undefined)).not.toThrow()
  })
})

describe('nodePatch', () => {
  it('sets taints, and the labels that a kubelet may not give itself', () => {
    expect(nodes.map(nodePatch)).toEqual([
      { metadata: { labels: {} }, spec: { taints: [] } },
      { metadata: { labels: server }, spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } },
      { metadata: { labels: { 'node-restriction.kubernetes.io/kind': 'x' } }, spec: { taints: [] } },
    ])
  })
})
