import {
  amd64Only,
  arm64Only,
  CertManager,
  type ClusterTree,
  type Finding,
  Longhorn,
  LonghornCrds,
  notOnNodesWith,
  onNodesWith,
  type PlacementPolicy,
  place,
  preferArm64,
  preferNodesWith,
} from '@ainur/constructs'
import { upstreams } from '@ainur/constructs/upstreams'
import { describe, expect, it } from 'vitest'
import { schemaCheck } from '../checks/schema.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'
import {
  deployment,
  inApp,
  mixedCluster,
  TestApp,
  testCluster,
  testNode,
  testRendering,
} from '../pods/testing/test-rendering.ts'
import { placementPass } from './placement.ts'

const images = {
  'both:1': ['linux/amd64', 'linux/arm64'],
  'arm:1': ['linux/arm64/v8'],
  'intel:1': ['linux/amd64'],
  'all:1': ['linux/amd64', 'linux/arm64', 'linux/arm/v7'],
  'old:1': ['linux/arm/v5'],
}

function run(item: KubeObject | RenderedObject, cluster = mixedCluster()) {
  const rendering = testRendering({ cluster, objects: [item], images })
  const findings = placementPass.run(rendering)
  const object = rendering.objects[0]?.object as KubeObject
  const again = structuredClone(object)
  placementPass.run(rendering)
  expect(rendering.objects[0]?.object).toEqual(again)
  return { object, findings, rules: findings.map(({ rule }) => rule) }
}

function affinityOf(object: KubeObject) {
  return object.spec.template.spec.affinity
}

function requireArch(...values: string[]) {
  return { key: 'kubernetes.io/arch', operator: 'In', values }
}

describe('placementPass: what images ask for', () => {
  it('adds nothing when every image runs on every architecture of the cluster', () => {
    expect(run(deployment('web', 'both:1'))).toMatchObject({ object: deployment('web', 'both:1'), findings: [] })
  })

  it('adds nothing when an image lacks an architecture that the cluster has not', () => {
    expect(run(deployment('web', 'arm:1'), testCluster()).object).toEqual(deployment('web', 'arm:1'))
  })

  it('requires the architectures of an image that lacks one of the cluster', () => {
    const { object, findings } = run(deployment('web', 'arm:1'))
    expect(findings).toEqual([])
    expect(affinityOf(object)).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [requireArch('arm64')] }],
        },
      },
    })
  })

  it('counts init containers', () => {
    const object = deployment('web', 'both:1', { initContainers: [{ name: 'setup', image: 'intel:1' }] })
    expect(JSON.stringify(affinityOf(run(object).object))).toContain('amd64')
  })

  it('finds no place for images that share no architecture', () => {
    const { findings, object } = run(
      deployment('web', 'arm:1', { initContainers: [{ name: 'setup', image: 'intel:1' }] }),
    )
    // An empty list of values would be a second finding, about what its author never wrote.
    expect(schemaCheck.run(testRendering({ cluster: mixedCluster(), objects: [object] }))).toEqual([])
    expect(findings).toMatchObject([{ rule: 'placement-nowhere', severity: 'error' }])
    expect(findings[0]?.message).toContain('intel:1 runs on linux/amd64')
  })
})

describe('placementPass: merging with the author', () => {
  it('adds to every alternative term, keeps fields and other affinities, and leaves an empty term empty', () => {
    const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [] }
    const preferred = [{ weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }]
    const disk = { key: 'disk', operator: 'Exists' }
    const name = { key: 'metadata.name', operator: 'In', values: ['manwe'] }
    const { object } = run(
      deployment('web', 'arm:1', {
        affinity: {
          podAntiAffinity,
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: preferred,
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [disk] }, { matchFields: [name] }, {}],
            },
          },
        },
      }),
    )
    expect(affinityOf(object)).toEqual({
      podAntiAffinity,
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: preferred,
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [disk, requireArch('arm64')] },
            { matchFields: [name], matchExpressions: [requireArch('arm64')] },
            {},
          ],
        },
      },
    })
  })

  it('does not repeat what the node selector says', () => {
    const object = deployment('web', 'arm:1', { nodeSelector: { 'kubernetes.io/arch': 'arm64' } })
    expect(run(object).object).toEqual(object)
  })

  it('finds no place when the node selector contradicts the image, and says which constraint excludes which node', () => {
    const { findings } = run(deployment('web', 'arm:1', { nodeSelector: { 'kubernetes.io/arch': 'amd64' } }))
    expect(findings).toMatchObject([{ rule: 'placement-nowhere' }])
    expect(findings[0]?.message).toContain(
      'manwe, varda: nodeSelector wants kubernetes.io/arch=amd64, the node has "arm64"',
    )
    expect(findings[0]?.message).toContain('aule: required node affinity on kubernetes.io/arch')
  })

  it('finds no place when every allowed node has a taint that is not tolerated', () => {
    const taint = { key: 'storage', value: 'only', effect: 'NoSchedule' as const }
    const cluster = testCluster({ nodes: [testNode({ name: 'manwe', taints: [taint] })] })
    const { findings } = run(deployment('web', 'both:1'), cluster)
    expect(findings[0]?.message).toContain('manwe: no toleration for its taint storage=only:NoSchedule')
    const tolerant = deployment('web', 'both:1', { tolerations: [{ key: 'storage', operator: 'Exists' }] })
    expect(run(tolerant, cluster).findings).toEqual([])
  })
})

describe('placementPass: policies', () => {
  it('narrows to one architecture', () => {
    const { object } = run(inApp('web', deployment('web', 'both:1'), arm64Only))
    expect(JSON.stringify(affinityOf(object))).toContain(JSON.stringify(requireArch('arm64')))
  })

  it('writes one requirement when the policy already says what the image needs', () => {
    const { object } = run(inApp('web', deployment('web', 'arm:1'), arm64Only))
    const [term] = affinityOf(object).nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms
    expect(term).toEqual({ matchExpressions: [requireArch('arm64')] })
  })

  it('counts a 32-bit board only where the cluster has one', () => {
    const boards = testCluster({
      nodes: [
        testNode({ name: 'manwe', role: 'server', address: '192.168.20.11' }),
        testNode({ name: 'xu4', address: '192.168.20.12', architecture: 'arm' }),
      ],
    })
    expect(affinityOf(run(deployment('web', 'both:1'), boards).object)).toMatchObject({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [requireArch('amd64', 'arm64')] }],
        },
      },
    })
    expect(affinityOf(run(deployment('web', 'all:1'), boards).object)).toBeUndefined()
    expect(run(deployment('web', 'old:1'), boards).rules).toEqual(['placement-nowhere'])
  })

  it('never lets a policy widen: an architecture that the image lacks leads nowhere', () => {
    expect(run(inApp('web', deployment('web', 'arm:1'), amd64Only)).rules).toEqual(['placement-nowhere'])
  })

  it('prefers without excluding', () => {
    const { object, findings } = run(inApp('web', deployment('web', 'both:1'), preferArm64))
    expect(findings).toEqual([])
    expect(affinityOf(object)).toEqual({
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, preference: { matchExpressions: [requireArch('arm64')] } },
        ],
      },
    })
  })

  it('warns about a preference that an image rules out', () => {
    expect(run(inApp('web', deployment('web', 'intel:1'), preferArm64)).findings).toMatchObject([
      { rule: 'placement-preference-void', severity: 'warning' },
    ])
  })

  it('asks for a capability by its node label', () => {
    const { object } = run(inApp('web', deployment('web', 'both:1'), onNodesWith('nvme')))
    expect(JSON.stringify(affinityOf(object))).toContain(
      JSON.stringify({ key: 'ainur.tools/nvme', operator: 'In', values: ['true'] }),
    )
  })

  it('finds no place for a capability that no node has', () => {
    expect(run(inApp('web', deployment('web', 'both:1'), onNodesWith('gpu'))).findings).toMatchObject([
      {
        rule: 'placement-nowhere',
        remedy:
          'name what a node has (nvme, sd, storage), or give a node the capability in the definition, with capabilities or a disk of that kind',
      },
    ])
  })
})

describe('placementPass: kinds', () => {
  const pod = { containers: [{ name: 'a', image: 'arm:1' }] }
  const metadata = { name: 'a', namespace: 'web' }
  const template = { spec: pod }

  it.each([
    ['Pod', { apiVersion: 'v1', kind: 'Pod', metadata, spec: pod }, ['spec']],
    [
      'DaemonSet',
      { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: { template } },
      ['spec', 'template', 'spec'],
    ],
    [
      'StatefulSet',
      { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { template } },
      ['spec', 'template', 'spec'],
    ],
    ['Job', { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template } }, ['spec', 'template', 'spec']],
    [
      'CronJob',
      { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: { jobTemplate: { spec: { template } } } },
      ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
    ],
    [
      'Rollout',
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata, spec: { template } },
      ['spec', 'template', 'spec'],
    ],
  ])('restricts a %s', (_, object, path) => {
    const { object: placed, findings } = run(object as KubeObject)
    expect(findings).toEqual([])
    const spec = path.reduce((value: KubeObject, step) => value[step], placed)
    expect(JSON.stringify(spec.affinity)).toContain(JSON.stringify(requireArch('arm64')))
  })

  it('restricts the node selector of a system-upgrade Plan', () => {
    const plan = {
      apiVersion: 'upgrade.cattle.io/v1',
      kind: 'Plan',
      metadata,
      spec: { version: '1', nodeSelector: { matchLabels: { a: 'b' } }, upgrade: { image: 'arm' } },
    }
    const cluster = mixedCluster()
    const { object } = run(plan, cluster)
    expect(object.spec.nodeSelector).toEqual({ matchLabels: { a: 'b' }, matchExpressions: [requireArch('arm64')] })
  })

  it('fails for a pod spec in a custom resource that it cannot edit', () => {
    const custom = { apiVersion: 'example.com/v1', kind: 'Thing', metadata, spec: { deep: [{ pod }] } }
    const { findings } = run(custom)
    expect(findings).toMatchObject([{ rule: 'placement-architecture', path: 'spec.deep[0].pod', severity: 'error' }])
    expect(findings[0]?.message).toContain('aule (amd64)')
  })

  it('accepts such a pod spec once it restricts itself', () => {
    const restricted = { ...pod, nodeSelector: { 'kubernetes.io/arch': 'arm64' } }
    expect(run({ apiVersion: 'example.com/v1', kind: 'Thing', metadata, spec: { pod: restricted } }).findings).toEqual(
      [],
    )
  })

  it('fails for a pod that names a node of the wrong architecture, and accepts one that names the right one', () => {
    const onNode = (nodeName: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...pod, nodeName } })
    expect(run(onNode('aule')).rules).toEqual(['placement-architecture'])
    expect(run(onNode('manwe')).rules).toEqual([])
    expect(run(onNode('melkor')).rules).toEqual(['placement-nowhere'])
  })
})

describe('placementPass: releases', () => {
  function findingsFor(
    nodeSelector?: Record<string, string>,
    image = 'arm:1',
    ...policies: PlacementPolicy[]
  ): Finding[] {
    return placementPass.run(
      testRendering({
        cluster: mixedCluster(),
        images,
        apps: (tree) => {
          const app = new TestApp(tree)
          if (policies.length > 0) place(app, ...policies)
          app.addRelease({
            name: 'upstream',
            source: { type: 'chart', repoURL: 'https://charts.example.com', chart: 'upstream', version: '1.0.0' },
            facts: 'https://example.com',
            contents: {
              namespaces: ['web'],
              clusterKinds: [],
              provides: [],
              workloads: [
                {
                  kind: 'Deployment',
                  namespace: 'web',
                  name: 'upstream',
                  podSpec: { containers: [{ name: 'a', image }], nodeSelector },
                },
              ],
            },
          })
        },
      }),
    )
  }

  it('fails where the values do not restrict a workload to the architectures of its images', () => {
    const findings = findingsFor()
    expect(findings).toMatchObject([{ rule: 'placement-architecture', object: { namespace: 'web', name: 'upstream' } }])
    expect(findings[0]?.remedy).toContain('values of release upstream')
  })

  it('fails where the values do not follow a policy of the app, and warns about a preference', () => {
    const rules = (findings: Finding[]) => findings.map(({ rule }) => rule)
    expect(rules(findingsFor(undefined, 'both:1', amd64Only))).toEqual(['placement-policy'])
    expect(rules(findingsFor({ 'kubernetes.io/arch': 'amd64' }, 'both:1', amd64Only))).toEqual([])
    expect(rules(findingsFor(undefined, 'both:1', preferArm64))).toEqual(['placement-preference-void'])
  })

  it('accepts a workload whose values do', () => {
    expect(findingsFor({ 'kubernetes.io/arch': 'arm64' })).toEqual([])
  })
})

describe('placementPass: charts whose values have an affinity', () => {
  const pass = (apps: (tree: ClusterTree) => void, cluster = mixedCluster()) => {
    const rendering = testRendering({ cluster, images, apps })
    const findings = placementPass.run(rendering)
    const once = structuredClone(rendering.apps.map(({ releases }) => releases))
    placementPass.run(rendering)
    expect(rendering.apps.map(({ releases }) => releases)).toEqual(once)
    return { findings, releases: rendering.apps.flatMap(({ releases }) => releases) }
  }
  it('tells each workload of cert-manager, in the values and in what is declared of it', () => {
    const { findings, releases } = pass((tree) => {
      place(new CertManager(tree, 'cert-manager'), amd64Only, preferNodesWith('nvme'))
    })
    expect(findings).toEqual([])
    const affinity = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [requireArch('amd64')] }],
        },
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            preference: { matchExpressions: [{ key: 'ainur.tools/nvme', operator: 'In', values: ['true'] }] },
          },
        ],
      },
    }
    expect(releases[0]?.source).toMatchObject({
      values: { affinity, cainjector: { affinity }, webhook: { affinity }, crds: { enabled: true } },
    })
    expect(releases[0]?.contents.workloads.map(({ podSpec }) => podSpec.affinity)).toEqual([
      affinity,
      affinity,
      affinity,
    ])
  })

  it('leaves the values alone where nothing is asked', () => {
    const { releases } = pass((tree) => void new CertManager(tree, 'cert-manager'))
    expect(JSON.stringify(releases)).not.toContain('affinity')
  })

  it('says exactly what cannot be said to pods that Longhorn makes itself', () => {
    const cluster = testCluster({
      nodes: [
        testNode({ name: 'manwe', role: 'server', capabilities: ['poe'] }),
        testNode({ name: 'varda', capabilities: [] }),
      ],
    })
    const { findings } = pass((tree) => {
      const storage = new Longhorn(tree, 'longhorn', { crds: new LonghornCrds(tree, 'longhorn-crds') })
      place(storage, notOnNodesWith('poe'), preferNodesWith('poe'))
      tree.complete()
    }, cluster)
    const driver = findings.filter(({ object }) => object.name === 'longhorn-csi-plugin')
    expect(driver).toMatchObject([
      { rule: 'placement-preference-void', severity: 'warning' },
      { rule: 'placement-policy', severity: 'error' },
    ])
    expect(driver[0]?.message).toContain("cannot be written into Longhorn's setting system-managed-components-node")
    expect(driver[1]?.remedy).toContain('arm64Only, amd64Only and onNodesWith() can be said, other policies cannot')
  })

  it('says how to keep pods that Longhorn makes itself off a board that its images do not run on', () => {
    const cluster = testCluster({
      nodes: [
        testNode({ name: 'manwe', role: 'server' }),
        testNode({ name: 'xu4', architecture: 'arm', disks: [], capabilities: [] }),
      ],
    })
    const engine = upstreams.find(({ name }) => name === 'longhorn')?.images?.engine?.reference ?? ''
    const run = (...policies: PlacementPolicy[]) =>
      placementPass
        .run(
          testRendering({
            cluster,
            images: { [engine]: ['linux/amd64', 'linux/arm64'] },
            apps: (tree) => {
              const storage = new Longhorn(tree, 'longhorn', { crds: new LonghornCrds(tree, 'longhorn-crds') })
              if (policies.length > 0) place(storage, ...policies)
              tree.complete()
            },
          }),
        )
        .filter(({ object }) => object.name === 'engine-image')
    expect(run()).toMatchObject([{ rule: 'placement-architecture' }])
    expect(run()[0]?.remedy).toContain('place longhorn on nodes that its images run on, with arm64Only:')
    expect(run(arm64Only)).toEqual([])
  })

  it('warns about a policy for an app that makes no pods', () => {
    const { findings } = pass((tree) => place(new TestApp(tree, 'empty'), amd64Only))
    expect(findings).toMatchObject([{ rule: 'placement-without-pods', object: { name: 'empty' } }])
    expect(findings[0]?.message).toBe('its policy amd64Only reaches no pod: the app makes none itself')
    const told = pass((tree) => {
      const app = new TestApp(tree, 'teller')
      app.carriesOutPlacement = true
      place(app, amd64Only)
    })
    expect(told.findings).toEqual([])
  })
})

describe('placementPass: nodes without a capability', () => {
  it('keeps pods off nodes with it', () => {
    const cluster = testCluster({
      nodes: [testNode({ name: 'manwe', role: 'server' }), testNode({ name: 'ulmo', capabilities: ['netboot'] })],
    })
    const { object, findings } = run(inApp('web', deployment('web', 'both:1'), notOnNodesWith('netboot')), cluster)
    expect(findings).toEqual([])
    expect(affinityOf(object).nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: 'ainur.tools/netboot', operator: 'DoesNotExist' }] },
    ])
  })

  it('warns about a preference for what no node has', () => {
    expect(run(inApp('web', deployment('web', 'both:1'), preferNodesWith('gpu'))).findings).toMatchObject([
      {
        rule: 'placement-preference-void',
        message: "its policy preferNodesWith('gpu') does nothing: no node has that capability",
      },
    ])
  })
})
