import { describe, expect, it } from 'vitest'
import { App, type AppOptions } from './app.ts'
import { applicationFor, rootApplicationFor } from './application.ts'
import { ClusterTree } from './cluster-tree.ts'
import { projectFor } from './project.ts'
import { testCluster } from './testing/test-cluster.ts'
import type { UpstreamRelease } from './upstream-release.ts'

class Plain extends App {
  constructor(name: string, options: AppOptions = {}) {
    super(new ClusterTree(testCluster()), name, {}, options)
  }
}

const chart: UpstreamRelease = {
  name: 'cert-manager',
  source: {
    type: 'chart',
    repoURL: 'https://charts.example.com',
    chart: 'cert-manager',
    version: 'v1.21.1',
    values: { crds: { enabled: true } },
  },
  contents: {
    namespaces: ['cert-manager', 'kube-system'],
    clusterKinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
    workloads: [],
    provides: [],
  },
  facts: 'a test',
}

const syncPolicy = {
  automated: { prune: true, selfHeal: true },
  syncOptions: ['ServerSideApply=true', 'ApplyOutOfSyncOnly=true'],
  retry: { limit: -1, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
}

describe('applicationFor', () => {
  it('points a plain app at its folder of the tree', () => {
    expect(applicationFor(new Plain('dex'), 4, ['Deployment'])).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: 'dex',
        namespace: 'argocd',
        annotations: { 'argocd.argoproj.io/sync-wave': '4' },
        finalizers: ['resources-finalizer.argocd.argoproj.io/foreground'],
      },
      spec: {
        project: 'ainur',
        source: {
          repoURL: 'https://git.example.com/lab/ainur.git',
          targetRevision: 'main',
          path: 'dist/ainur/apps/dex',
        },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'dex' },
        syncPolicy,
      },
    })
  })

  it('puts upstream releases before the folder, and omits a folder that does not exist', () => {
    const app = new Plain('cert-manager', { project: 'system-addons' })
    app.addRelease(chart)
    const release = {
      repoURL: 'https://charts.example.com',
      chart: 'cert-manager',
      targetRevision: 'v1.21.1',
      helm: { releaseName: 'cert-manager', valuesObject: { crds: { enabled: true } } },
    }

    expect(applicationFor(app, 1, []).spec).toMatchObject({ project: 'system-addons', source: release })
    expect(applicationFor(app, 1, ['Secret']).spec).toMatchObject({
      sources: [release, { path: 'dist/ainur/apps/cert-manager' }],
    })
    expect(applicationFor(app, 1, ['Secret']).spec).not.toHaveProperty('source')
  })

  it('leaves the finalizer out and turns pruning off for an app that holds data', () => {
    const application = applicationFor(new Plain('longhorn-crds', { cascade: false, prune: false }), 1, ['Deployment'])

    expect(application.metadata).not.toHaveProperty('finalizers')
    expect(application.spec.syncPolicy?.automated).toEqual({ prune: false, selfHeal: true })
  })
})

describe('the finalizer of an Application', () => {
  const finalizers = (kinds: string[], options: AppOptions = {}) =>
    applicationFor(new Plain('web', options), 1, kinds).metadata.finalizers ?? []

  it('takes objects along, unless a claim or a volume is among them', () => {
    expect(finalizers(['Deployment', 'StatefulSet'])).toHaveLength(1)
    expect(finalizers(['Deployment', 'PersistentVolumeClaim'])).toEqual([])
    expect(finalizers(['PersistentVolume'])).toEqual([])
  })

  it('is what the app says, if it says so', () => {
    expect(finalizers(['PersistentVolumeClaim'], { cascade: true })).toHaveLength(1)
    expect(finalizers(['Deployment'], { cascade: false })).toEqual([])
  })
})

describe('the fields that an app ignores', () => {
  it('are left alone by syncs as well', () => {
    const ignoreDifferences = [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }]
    const { spec } = applicationFor(new Plain('web', { ignoreDifferences }), 1, ['Deployment'])

    expect(spec.ignoreDifferences).toEqual(ignoreDifferences)
    expect(spec.syncPolicy?.syncOptions).toContain('RespectIgnoreDifferences=true')
  })

  it('cost Applications their status, and so are not respected by the root', () => {
    expect(rootApplicationFor(testCluster()).spec.syncPolicy).toEqual(syncPolicy)
  })
})

describe('rootApplicationFor', () => {
  it('syncs the applications folder and deletes nothing when it is deleted', () => {
    const root = rootApplicationFor(testCluster())

    expect(root.metadata).toEqual({ name: 'ainur', namespace: 'argocd' })
    expect(root.spec.source?.path).toBe('dist/ainur/applications')
  })
})

describe('projectFor', () => {
  it('lists exactly the sources, namespaces and cluster-scoped kinds in use, once and sorted', () => {
    const dex = new Plain('dex')
    const certManager = new Plain('cert-manager')
    certManager.addRelease(chart)

    const project = projectFor('ainur', [
      {
        app: dex,
        hasObjects: true,
        namespaces: ['dex', 'dex'],
        clusterKinds: ['rbac.authorization.k8s.io/ClusterRole'],
      },
      { app: certManager, hasObjects: false, namespaces: [], clusterKinds: [] },
    ])

    expect(project.spec.sourceRepos).toEqual(['https://charts.example.com', 'https://git.example.com/lab/ainur.git'])
    expect(project.spec.destinations?.map(({ namespace }) => namespace)).toEqual(['cert-manager', 'dex', 'kube-system'])
    expect(project.spec.clusterResourceWhitelist).toEqual([
      { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
      { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
    ])
  })
})
