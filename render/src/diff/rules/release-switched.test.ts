import { describe, expect, it } from 'vitest'
import { valuesDigest } from '../../layout/values-digest.ts'
import { diffYaml, memoryFiles } from '../testing/diff-yaml.ts'
import { application, clusterWide, deployment, yaml } from '../testing/objects.ts'

const values = { replicas: 1, more: { a: 'b', c: 'd' } }
const chart = (helm: object = {}, version = 'v1.0.0') => ({
  repoURL: 'https://charts.example.com',
  chart: 'kettle',
  targetRevision: version,
  helm: { releaseName: 'tea', valuesObject: { more: { c: 'd', a: 'b' }, replicas: 1 }, ...helm },
})
const folder = { repoURL: 'https://git.example/lab.git', path: 'dist/home/apps/web', targetRevision: 'main' }
const definition = clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'kettles.example.com', {
  spec: { group: 'example.com', names: { kind: 'Kettle' }, versions: [] },
})
const objects = [
  ['CustomResourceDefinition-kettles.example.com', definition],
  ['Deployment-web', deployment({ pod: { hostNetwork: true } })],
] as const

/** Argo CD renders the chart. */
function atArgoCd(source: object = chart()) {
  return memoryFiles({ 'home/applications/web.yaml': yaml(application('web', { spec: { source } })) })
}

/** The chart's objects are in the tree. */
function inTree({ version = 'v1.0.0', indexed = true } = {}) {
  const files = {
    'home/applications/web.yaml': yaml(application('web', { spec: { source: folder } })),
    ...Object.fromEntries(objects.map(([name, object]) => [`home/apps/web/${name}.yaml`, yaml(object)])),
  }
  const inflated = { chart: 'kettle', releaseName: 'tea', sha256: '', values: valuesDigest(values) }
  const index = {
    generator: 'ainur',
    cluster: 'home',
    apps: [{ name: 'web', releases: [{ name: 'brew', version, inflated }] }],
    objects: objects.map(([name]) => ({ app: 'web', release: 'brew', file: `apps/web/${name}.yaml` })),
  }
  return { ...memoryFiles(files), indexes: () => (indexed ? [JSON.stringify(index)] : []) }
}

function diff(base: ReturnType<typeof memoryFiles>, head: ReturnType<typeof memoryFiles>) {
  const { findings, objects: shown, summary } = diffYaml('', '', { base, head })
  return {
    findings: findings.map(({ rule, severity, message }) => ({ rule, severity, message })),
    summary,
    effects: shown.map(({ object, effect }) => `${object.kind} ${effect}`).sort(),
  }
}

describe('release-switched', () => {
  it('says that what leaves the tree stays in the cluster, where Argo CD renders the same chart again', () => {
    const { findings, summary, effects } = diff(inTree(), atArgoCd())
    expect(findings).toEqual([
      {
        rule: 'release-switched',
        severity: 'info',
        message:
          'Release brew (kettle v1.0.0) is rendered by Argo CD from now on: 2 objects that are shown as removed stay in the cluster.',
      },
    ])
    expect(summary).toMatchObject({ removed: 2, changed: 1 })
    expect(effects).toEqual(['Application patch', 'CustomResourceDefinition hand-over', 'Deployment hand-over'])
  })

  it('says that what comes into the tree exists already, and asks no other rule about it', () => {
    const { findings, effects } = diff(atArgoCd(), inTree())
    expect(findings).toEqual([
      {
        rule: 'release-switched',
        severity: 'info',
        message:
          'Release brew (kettle v1.0.0) is in the tree from now on: 2 objects that are shown as added exist already and stay.',
      },
    ])
    expect(effects).toContain('Deployment hand-over')
  })

  it.each([
    ['version', atArgoCd(chart({}, 'v1.1.0'))],
    ['values', atArgoCd(chart({ valuesObject: { replicas: 2 } }))],
    ['version and values', atArgoCd(chart({ valuesObject: {} }, 'v1.1.0'))],
  ])('lets the other rules speak where the %s change as well', (what, head) => {
    const { findings, effects } = diff(inTree(), head)
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['data-loss', 'application-cascade', 'release-switched']),
    )
    expect(findings.find(({ rule }) => rule === 'release-switched')).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining(`its ${what} change in the same step`),
    })
    expect(effects).toContain('CustomResourceDefinition delete')
  })

  it('does not take definitions for handed over that Argo CD is told to skip', () => {
    const { findings, effects } = diff(inTree(), atArgoCd(chart({ skipCrds: true })))
    expect(findings.map(({ rule }) => rule)).toContain('data-loss')
    expect(effects).toEqual(['Application patch', 'CustomResourceDefinition delete', 'Deployment hand-over'])
  })

  it.each([
    ['another release of the chart takes its place', inTree(), atArgoCd(chart({ releaseName: 'coffee' }))],
    ['another chart does', inTree(), atArgoCd({ ...chart(), chart: 'pan' })],
    ['nothing says which objects come from a chart', inTree({ indexed: false }), atArgoCd()],
    ['a chart in the tree gets a new version', inTree(), inTree({ version: 'v1.1.0' })],
  ])('says nothing where %s', (_, base, head) => {
    expect(diff(base, head).findings.filter(({ rule }) => rule === 'release-switched')).toEqual([])
  })
})
