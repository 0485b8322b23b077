import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { App } from '../../app/app.ts'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { keepInCluster } from '../../app/keep-in-cluster.ts'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import { testCluster, testNode } from '../../app/testing/test-cluster.ts'
import { computeWaves } from '../../app/waves.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import type { ClusterNode } from '../../cluster/node-types.ts'
import { place } from '../../placement/place.ts'
import { amd64Only, notOnNodesWith, onNodesWith, preferAmd64 } from '../../placement/policy.ts'
import { crdsOf } from '../../upstream/crds.ts'
import { SnapshotController } from '../snapshot-controller/snapshot-controller.ts'
import { asKubernetes, defaultResources, type LonghornComponent } from './component-resources.ts'
import { LonghornCrds } from './crds.ts'
import { judgeSetting } from './judge-setting.ts'
import { longhornKinds } from './kinds.ts'
import { Longhorn } from './longhorn.ts'
import { longhornNodeMetadata } from './node-metadata.ts'
import type { LonghornProps } from './props.ts'
import { longhornUpstream } from './upstream.ts'

class Consumer extends App {
  constructor(tree: ClusterTree, name: string) {
    super(tree, name)
  }
}

function build(overrides: Partial<Cluster> = {}, props: Partial<LonghornProps> = {}) {
  const tree = new ClusterTree(testCluster(overrides))
  const crds = new LonghornCrds(tree, 'longhorn-crds')
  return { tree, crds, longhorn: new Longhorn(tree, 'longhorn', { crds, ...props }) }
}

function csiResources() {
  const { 'longhorn-manager': _, ...csi } = defaultResources
  return Object.fromEntries(Object.entries(csi).map(([name, each]) => [name, asKubernetes(each)]))
}

function settings(overrides: Partial<Cluster> = {}) {
  const { data } = objectOf(build(overrides).longhorn, 'ConfigMap', 'longhorn-default-setting')
  return parse(data['default-setting.yaml'])
}

describe('the objects', () => {
  it('are those of the upstream chart but its hooks, a second StorageClass and two more policies', () => {
    const names = objectsOf(build().longhorn).map((object) => `${object.kind} ${object.metadata.name}`)
    expect(names.sort()).toEqual([
      'ClusterRole longhorn-role',
      'ClusterRoleBinding longhorn-bind',
      'ClusterRoleBinding longhorn-support-bundle',
      'ConfigMap longhorn-default-resource',
      'ConfigMap longhorn-default-setting',
      'ConfigMap longhorn-storageclass',
      'DaemonSet longhorn-manager',
      'Deployment longhorn-driver-deployer',
      'Deployment longhorn-ui',
      'NetworkPolicy backing-image-data-source',
      'NetworkPolicy backing-image-manager',
      'NetworkPolicy instance-manager',
      'NetworkPolicy longhorn-admission-webhook',
      'NetworkPolicy longhorn-manager',
      'NetworkPolicy longhorn-manager-metrics',
      'NetworkPolicy longhorn-recovery-backend',
      'NetworkPolicy longhorn-ui-visitors',
      'PriorityClass longhorn-critical',
      'Role longhorn',
      'RoleBinding longhorn',
      'Service longhorn-admission-webhook',
      'Service longhorn-backend',
      'Service longhorn-frontend',
      'Service longhorn-recovery-backend',
      'ServiceAccount longhorn-service-account',
      'ServiceAccount longhorn-support-bundle',
      'ServiceAccount longhorn-ui-service-account',
      'StorageClass longhorn-ext4',
    ])
  })

  it('carry no hook annotation: Argo CD would run it, and the first sync would wait for what it has not made', () => {
    expect(JSON.stringify(objectsOf(build().longhorn))).not.toMatch(/helm\.sh\/hook|argocd\.argoproj\.io\/hook/)
  })

  it('select pods by labels of their templates, but where the manager labels its pod itself', () => {
    const { longhorn } = build()
    const selector = (name: string) => objectOf(longhorn, 'Service', name).spec.selector
    const pods = objectOf(longhorn, 'DaemonSet', 'longhorn-manager').spec.template.metadata.labels
    expect(pods).toMatchObject(selector('longhorn-backend'))
    expect(selector('longhorn-admission-webhook')).toEqual({
      'longhorn.io/admission-webhook': 'longhorn-admission-webhook',
    })
    expect(selector('longhorn-recovery-backend')).toEqual({
      'longhorn.io/recovery-backend': 'longhorn-recovery-backend',
    })
  })

  it('survive the deletion of the Application, and come after CRDs that nothing prunes', () => {
    const { tree, crds, longhorn } = build()
    expect(longhorn.options.cascade).toBe(false)
    expect([crds.options.cascade, crds.options.prune]).toEqual([false, false])
    expect(Object.fromEntries(computeWaves(tree.apps))).toEqual({ 'longhorn-crds': 0, longhorn: 1 })
  })

  it('use the CRDs that stand in the tree: no node clones a repository, and a diff shows what a version changes', () => {
    const { crds } = build()
    expect(crds.releases).toEqual([])
    const definitions = objectsOf(crds)
    expect(definitions.map(({ metadata, ...crd }) => ({ ...crd, metadata: { name: metadata.name } }))).toEqual(
      crdsOf(longhornUpstream),
    )
    expect(definitions.map(({ metadata }) => metadata.name)).toEqual(longhornKinds.map((kind) => `${kind}.longhorn.io`))
    for (const { metadata } of definitions) expect(metadata.annotations).toEqual(keepInCluster)
  })
})

describe('the manager', () => {
  const pod = (overrides: Partial<Cluster> = {}) =>
    objectOf(build(overrides).longhorn, 'DaemonSet', 'longhorn-manager').spec.template.spec

  it('runs on every node, so that nodes without a disk can mount volumes', () => {
    expect(pod().nodeSelector).toBeUndefined()
    expect(pod().affinity).toBeUndefined()
  })

  it('tolerates the taints of all nodes, and has the pods that Longhorn makes do so', () => {
    const nodes = [
      testNode({ name: 'a', taints: [{ key: 'storage', value: 'only', effect: 'NoSchedule' }] }),
      testNode({ name: 'b', taints: [{ key: 'slow', effect: 'NoExecute' }] }),
      testNode({ name: 'c', taints: [{ key: 'meh', effect: 'PreferNoSchedule' }] }),
    ]
    expect(pod({ nodes }).tolerations).toEqual([
      { key: 'storage', operator: 'Equal', value: 'only', effect: 'NoSchedule' },
      { key: 'slow', operator: 'Exists', effect: 'NoExecute' },
    ])
    expect(settings({ nodes })['taint-toleration']).toBe('storage=only:NoSchedule;slow:NoExecute')
  })

  it('refuses to skip a minor release, which no hook does for it here', () => {
    expect(pod().containers[0].command).toContain('--upgrade-version-check')
  })

  it('mounts its directory so that mounts reach the host and come back', () => {
    const mounts = pod().containers[0].volumeMounts
    expect(mounts.find(({ name }: { name: string }) => name === 'longhorn')).toEqual({
      name: 'longhorn',
      mountPath: '/var/lib/longhorn/',
      mountPropagation: 'Bidirectional',
    })
  })

  it('has every container limited in memory and none in CPU', () => {
    for (const kind of [
      'DaemonSet longhorn-manager',
      'Deployment longhorn-ui',
      'Deployment longhorn-driver-deployer',
    ]) {
      const [type = '', name = ''] = kind.split(' ')
      const { spec } = objectOf(build().longhorn, type, name).spec.template
      for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
        expect(Object.keys(container.resources.limits), container.name).toEqual(['memory'])
        expect(Object.keys(container.resources.requests).sort(), container.name).toEqual(['cpu', 'memory'])
      }
    }
  })

  it('may use far more than usual after a power cut, when it works on all volumes at once', () => {
    const manager = (props: Partial<LonghornProps> = {}) =>
      objectOf(build({}, props).longhorn, 'DaemonSet', 'longhorn-manager').spec.template.spec.containers[0].resources
    expect(manager()).toEqual({ requests: { cpu: '60m', memory: '256Mi' }, limits: { memory: '2Gi' } })
    const own = { 'longhorn-manager': { memoryLimit: '3Gi' } }
    expect(manager({ resources: own })).toEqual({
      requests: { cpu: '60m', memory: '256Mi' },
      limits: { memory: '3Gi' },
    })
  })

  it('is told where kubelets keep their files, rather than looking for it with privileged pods', () => {
    const { containers } = objectOf(build().longhorn, 'Deployment', 'longhorn-driver-deployer').spec.template.spec
    expect(containers[0].env).toContainEqual({ name: 'KUBELET_ROOT_DIR', value: '/var/lib/kubelet' })
  })

  it('passes on every image of the release', () => {
    const text = JSON.stringify(objectsOf(build().longhorn))
    for (const { reference } of Object.values(longhornUpstream.images)) expect(text).toContain(reference)
  })
})

describe('the disks', () => {
  it('are said to the bootstrap: Longhorn reads them only when it first sees a node', () => {
    const disks = { manwe: true, varda: false }
    const nodes = Object.entries(disks).map(([name, has]) => testNode({ name, ...(has ? {} : { disks: [] }) }))
    expect(build({ nodes }).longhorn.nodeMetadata).toEqual([
      {
        node: 'manwe',
        ...longhornNodeMetadata(nodes[0] as ClusterNode),
        because: 'Longhorn takes its disks from there, and reads them only when it first sees the node',
      },
    ])
  })
})

describe('the pods that Longhorn makes itself', () => {
  it('are declared with the resources and the share of CPU that the settings give them', () => {
    const { tree, longhorn } = build()
    tree.complete()
    const workloads = longhorn.runtimeWorkloads
    expect(workloads.map(({ kind, name, replicas }) => [kind, name, replicas])).toEqual([
      ['Deployment', 'csi-attacher', 2],
      ['Deployment', 'csi-provisioner', 2],
      ['Deployment', 'csi-resizer', 2],
      ['DaemonSet', 'longhorn-csi-plugin', undefined],
      ['DaemonSet', 'engine-image', undefined],
      ['DaemonSet', 'instance-manager', undefined],
    ])
    const csi = workloads.flatMap(({ podSpec }) => podSpec.containers).slice(0, -2)
    for (const { name, resources } of csi) {
      expect(resources, name).toEqual(asKubernetes(defaultResources[name as LonghornComponent]))
    }
    expect(workloads.at(-1)?.podSpec.containers[0]?.resources).toEqual({ requests: { cpu: '240m' } })
  })
})

describe('a policy for Longhorn', () => {
  const mixed = {
    nodes: [testNode({ name: 'manwe', role: 'server', architecture: 'amd64' }), testNode({ name: 'varda', disks: [] })],
  }
  const placed = (...policies: Parameters<typeof place>[1][]) => {
    const built = build(mixed)
    for (const policy of policies) place(built.longhorn, policy)
    built.tree.complete()
    const { data } = objectOf(built.longhorn, 'ConfigMap', 'longhorn-default-setting')
    return { ...built, setting: parse(data['default-setting.yaml'])['system-managed-components-node-selector'] }
  }

  it('reaches the pods that it makes itself by the setting for them, also when it is said after it was made', () => {
    const { setting, longhorn } = placed(amd64Only, onNodesWith('nvme'))
    expect(setting).toBe('kubernetes.io/arch:amd64;ainur.tools/nvme:true')
    for (const { podSpec } of longhorn.runtimeWorkloads) {
      expect(podSpec.nodeSelector).toEqual({ 'kubernetes.io/arch': 'amd64', 'ainur.tools/nvme': 'true' })
    }
  })

  it('leaves the setting out where nothing can be said by it', () => {
    expect(placed().setting).toBeUndefined()
    expect(placed(preferAmd64, notOnNodesWith('netboot')).setting).toBeUndefined()
  })

  it('is reported where it would leave disks idle', () => {
    const { longhorn } = build()
    place(longhorn, amd64Only)
    longhorn.complete()
    expect(longhorn.findings.map(({ rule, path, message }) => `${rule} ${path}: ${message}`)).toEqual(
      ['manwe', 'varda', 'ulmo'].map(
        (name, index) =>
          `longhorn-disk-idle nodes[${index}].disks: longhorn is placed on nodes with kubernetes.io/arch:amd64 only, but ${name} has a disk for Longhorn`,
      ),
    )
  })
})

describe('the settings', () => {
  it('are strings in the keys of Longhorn', () => {
    expect(settings()).toEqual({
      'create-default-disk-labeled-nodes': 'true',
      'default-data-path': '/var/lib/longhorn/disks/nvme1',
      'default-replica-count': '{"v1":"3","v2":"3"}',
      'replica-soft-anti-affinity': 'false',
      'storage-over-provisioning-percentage': '100',
      'storage-minimal-available-percentage': '10',
      'node-down-pod-deletion-policy': 'delete-both-statefulset-and-deployment-pod',
      'guaranteed-instance-manager-cpu': '{"v1":"6","v2":"6"}',
      'v1-data-engine': 'true',
      'v2-data-engine': 'false',
      'priority-class': 'longhorn-critical',
      'system-managed-csi-components-resource-limits': JSON.stringify(csiResources()),
      'deleting-confirmation-flag': 'false',
      'upgrade-checker': 'false',
      'allow-collecting-longhorn-usage-metrics': 'false',
    })
  })

  it('are all taken by Longhorn: it skips what it refuses, and only its log says so', () => {
    const tainted = [testNode({ name: 'a', taints: [{ key: 'storage', value: 'only', effect: 'NoSchedule' }] })]
    for (const given of [settings(), settings({ nodes: tainted })]) {
      for (const [name, value] of Object.entries(given)) expect(judgeSetting(name, String(value)), name).toBeUndefined()
    }
  })

  it('give way to those of the owner, and the plan of the nodes follows', () => {
    const own = {
      'guaranteed-instance-manager-cpu': { v1: 10, v2: 12 },
      'concurrent-automatic-engine-upgrade-per-node-limit': 1,
      'storage-network': 'kube-system/lan',
      'upgrade-checker': true,
    }
    const { tree, longhorn } = build({}, { settings: own })
    tree.complete()
    expect(longhorn.findings).toEqual([])
    const { data } = objectOf(longhorn, 'ConfigMap', 'longhorn-default-setting')
    expect(parse(data['default-setting.yaml'])).toMatchObject({
      'guaranteed-instance-manager-cpu': '{"v1":"10","v2":"12"}',
      'concurrent-automatic-engine-upgrade-per-node-limit': '1',
      'storage-network': 'kube-system/lan',
      'upgrade-checker': 'true',
    })
    const manager = longhorn.runtimeWorkloads.find(({ name }) => name === 'instance-manager')
    expect(manager?.podSpec.containers[0]?.resources).toEqual({ requests: { cpu: '400m' } })
  })

  it('never select nodes for system components, which would keep the CSI driver off the other nodes', () => {
    expect(settings()).not.toHaveProperty('system-managed-components-node-selector')
  })
})

describe('the StorageClasses', () => {
  it('are XFS by default, made by Longhorn at run time, and ext4 beside it', () => {
    const { longhorn } = build()
    const file = parse(objectOf(longhorn, 'ConfigMap', 'longhorn-storageclass').data['storageclass.yaml'])
    expect(file.metadata).toEqual({
      name: 'longhorn',
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    })
    expect(file.parameters).toEqual({
      numberOfReplicas: '3',
      staleReplicaTimeout: '30',
      fromBackup: '',
      fsType: 'xfs',
      dataLocality: 'disabled',
    })
    const ext4 = objectOf(longhorn, 'StorageClass', 'longhorn-ext4')
    expect(ext4.parameters).toEqual({ ...file.parameters, fsType: 'ext4' })
    expect(ext4.metadata.annotations).toBeUndefined()
    expect(longhorn.provided).toContainEqual({ group: 'storage.k8s.io', kind: 'StorageClass', name: 'longhorn' })
  })
})

describe('snapshots by the kinds of Kubernetes', () => {
  const withSnapshots = (props: Partial<LonghornProps> = {}) => {
    const tree = new ClusterTree(testCluster())
    const snapshots = new SnapshotController(tree, 'snapshot-controller')
    const crds = new LonghornCrds(tree, 'longhorn-crds')
    const longhorn = new Longhorn(tree, 'longhorn', { crds, snapshots, ...props })
    tree.complete()
    return { tree, longhorn }
  }
  const sidecar = (app: Longhorn) => {
    const [container] = objectOf(app, 'Deployment', 'longhorn-driver-deployer').spec.template.spec.containers
    const count = container.env.find(({ name }: { name: string }) => name === 'CSI_SNAPSHOTTER_REPLICA_COUNT').value
    return [count, app.runtimeWorkloads.filter(({ name }) => name === 'csi-snapshotter').length]
  }

  it('come after the controller, and have a class', () => {
    const { tree, longhorn } = withSnapshots()
    expect(computeWaves(tree.apps).get('longhorn')).toBe(1)
    expect(longhorn.dependencies.map(({ app }) => app.appName)).toContain('snapshot-controller')
    const classes = objectsOf(longhorn).filter(({ kind }) => kind === 'VolumeSnapshotClass')
    expect(classes.map(({ metadata, driver, parameters }) => [metadata.name, driver, parameters])).toEqual([
      ['longhorn-snapshot', 'driver.longhorn.io', { type: 'snap' }],
    ])
    expect(sidecar(longhorn)).toEqual(['2', 1])
  })

  it('have a second class for backups where there is a place for these', () => {
    const { longhorn } = withSnapshots({ backupTarget: { url: 'nfs://nas.example.org:/backups' } })
    expect(objectOf(longhorn, 'VolumeSnapshotClass', 'longhorn-backup')).toMatchObject({
      deletionPolicy: 'Retain',
      parameters: { type: 'bak' },
    })
  })

  it('cost no sidecar where nobody can ask for them: it would log errors for ever', () => {
    const { tree, longhorn } = build()
    tree.complete()
    expect(sidecar(longhorn)).toEqual(['0', 0])
    expect(objectsOf(longhorn).filter(({ kind }) => kind === 'VolumeSnapshotClass')).toEqual([])
  })
})

describe('the replica count', () => {
  const withDisks = (count: number) =>
    Array.from({ length: 5 }, (_, index) => testNode({ name: `n${index}`, ...(index < count ? {} : { disks: [] }) }))

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [5, 3],
  ])('with %i storage nodes is %i', (nodes, replicas) => {
    expect(build({ nodes: withDisks(nodes) }).longhorn.replicas).toBe(replicas)
  })

  it('is what its owner asks for', () => {
    expect(build({ nodes: withDisks(3) }, { replicas: 2 }).longhorn.replicas).toBe(2)
  })
})

describe('who reaches what', () => {
  it('lets namespaces scrape metrics once they ask', () => {
    const { tree, longhorn } = build()
    const prometheus = new Consumer(tree, 'prometheus')
    longhorn.allowScraping(prometheus)
    const [rule] = objectOf(longhorn, 'NetworkPolicy', 'longhorn-manager-metrics').spec.ingress
    expect(rule).toEqual({
      from: [{ namespaceSelector: { matchLabels: prometheus.namespaceLabels } }],
      ports: [{ port: 9500, protocol: 'TCP' }],
    })
  })

  it('has managers say where their metrics are only if somebody may scrape them', () => {
    const { tree, longhorn } = build()
    const { metadata } = objectOf(longhorn, 'DaemonSet', 'longhorn-manager').spec.template
    expect(metadata).not.toHaveProperty('annotations')
    longhorn.allowScraping(new Consumer(tree, 'prometheus'))
    const { template } = objectOf(longhorn, 'DaemonSet', 'longhorn-manager').spec
    expect(template.metadata.annotations).toEqual({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9500' })
    expect(template.spec.containers[0].ports).toContainEqual({ name: 'manager', containerPort: 9500 })
  })

  it('lets nobody into the web interface without a sign-in', () => {
    expect(objectOf(build().longhorn, 'NetworkPolicy', 'longhorn-ui-visitors').spec).toEqual({
      podSelector: { matchLabels: { app: 'longhorn-ui' } },
      policyTypes: ['Ingress'],
      ingress: [],
    })
  })

  it('lets nodes log in to the instance managers by iSCSI: attaching hangs where a CNI filters what the host sends', () => {
    const { ingress } = objectOf(build().longhorn, 'NetworkPolicy', 'instance-manager').spec
    expect(ingress).toContainEqual({ ports: [{ port: 3260, protocol: 'TCP' }] })
  })
})
