import { describe, expect, it } from 'vitest'
import { App } from './app.ts'
import { ClusterTree } from './cluster-tree.ts'
import { testCluster } from './testing/test-cluster.ts'

class Web extends App {
  constructor(tree = new ClusterTree(testCluster())) {
    super(tree, 'web')
  }
}

const contents = { namespaces: ['web'], clusterKinds: [], workloads: [], provides: [] }
const chart = { type: 'chart', repoURL: 'https://charts.example.com', chart: 'web', version: '1.0.0' } as const

function withChart(values: Record<string, unknown>) {
  const app = new Web()
  app.addRelease({ name: 'web', source: { ...chart, values }, contents, facts: 'https://example.com' })
  return app
}

describe('override', () => {
  it('is typed by the kind, in the words of YAML', () => {
    const app = new Web()
    app.override('Deployment', 'web', {
      spec: {
        strategy: { rollingUpdate: null },
        template: { spec: { containers: [{ name: 'web', resources: { limits: { memory: '128Mi' } } }] } },
      },
    })
    app.override('Service', 'web', { spec: { ports: [{ port: 80, targetPort: 'http' }] } })
    // @ts-expect-error there is no such field
    app.override('Deployment', 'web', { spec: { replcias: 2 } })
    // @ts-expect-error a number is wanted
    app.override('Deployment', 'web', { spec: { replicas: '2' } })
    app.override('Certificate', 'web', { spec: { anything: true } })
    expect(app.findings).toEqual([])
    expect(app.overrides.map(({ kind }) => kind)).toEqual([
      'Deployment',
      'Service',
      'Deployment',
      'Deployment',
      'Certificate',
    ])
  })

  it.each([
    [undefined, 'web', {}],
    ['Deployment', '', {}],
    ['Deployment', 'web', 'replicas: 2'],
  ])('reports what says nothing: %j, %j, %j', (kind, name, changes) => {
    const app = new Web()
    app.override(kind as 'Deployment', name, changes as object)
    expect(app.overrides).toEqual([])
    expect(app.findings).toMatchObject([{ rule: 'app-invalid', path: 'override(…)' }])
  })
})

describe('overrideValues', () => {
  it('merges mappings and replaces lists, as Helm does', () => {
    const app = withChart({ controller: { replicas: 1, args: ['--a', '--b'] }, keep: true })
    app.overrideValues('web', { controller: { args: ['--c'] } })
    app.overrideValues('web', { controller: { replicas: 2 } })
    app.tree.complete()
    expect(app.releases).toMatchObject([
      { source: { values: { controller: { replicas: 2, args: ['--c'] }, keep: true } } },
    ])
    expect(app.releases[0]?.source).not.toHaveProperty('values.controller.args.1')
  })

  it('reaches a chart that synth renders', () => {
    const app = new Web()
    app.addRelease({ name: 'web', source: { ...chart, render: 'inflate', sha256: '' } })
    app.overrideValues('web', { replicas: 2 })
    app.tree.complete()
    expect(app.inflations).toMatchObject([{ release: { source: { values: { replicas: 2 } } } }])
  })

  it('reports a chart that the app does not install, and names those that it does', () => {
    const app = withChart({})
    app.overrideValues('wep', {})
    expect(() => app.tree.complete()).toThrow('app web has no chart "wep"; its charts are web. Name one of them.')
    const none = new Web()
    none.overrideValues('web', {})
    expect(() => none.tree.complete()).toThrow('it installs no chart')
  })
})
