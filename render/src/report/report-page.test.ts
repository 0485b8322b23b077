import type { Finding } from '@ainur/constructs/finding'
import { describe, expect, it } from 'vitest'
import {
  deployment,
  insteadOfComponents,
  mixedCluster,
  TestApp,
  testCluster,
  testNode,
  testRendering,
} from '../pods/testing/test-rendering.ts'
import type { ReportData } from './report-data.ts'
import { reportPage } from './report-page.ts'
import { pageStructure } from './testing/page-structure.ts'
import { renderedCluster } from './testing/report-data.ts'

const finding: Finding = {
  rule: 'server-on-sd',
  severity: 'warning',
  object: { apiVersion: 'ainur/v1', kind: 'Cluster', name: 'ainur' },
  path: 'nodes[0]',
  message: 'the message',
  remedy: 'the remedy',
}
const entry = { rule: 'server-on-sd', object: '*', reason: 'a good reason', until: '2027-01-31', index: 0 }

/** A cluster with something in every part of the page. Whatever has a free name gets `name`. */
function fullCluster(name = 'web') {
  const rendering = testRendering({
    cluster: mixedCluster(),
    images: { [`${name}:1`]: ['linux/arm64', 'linux/amd64'] },
    objects: [
      { ...deployment(name, `${name}:1`), metadata: { name, namespace: 'web' } },
      deployment('huge', 'a:1', {
        containers: [{ name: 'huge', image: 'a:1', resources: { requests: { memory: '500Gi' } } }],
      }),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace: 'web', annotations: { 'kube-vip.io/loadbalancerIPs': '192.168.20.205' } },
        spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
      },
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'web', labels: { 'pod-security.kubernetes.io/enforce': name } },
      },
    ],
    waves: { base: 0, web: 1 },
    apps: (tree) => {
      const base = new TestApp(tree, 'base')
      const app = new TestApp(tree, 'web', { base })
      app.dependOn(base, name)
      app.addSecretNeed({
        name: 'token',
        why: name,
        keys: { [name]: { from: 'user', question: name }, fixed: { from: 'literal', value: 'never-shown' } },
      })
      app.addRelease({
        name,
        source: { type: 'chart', repoURL: name, chart: 'c', version: name },
        contents: { namespaces: [], clusterKinds: [], workloads: [], provides: [] },
        facts: '',
      })
    },
  })
  const exposures = [{ app: 'web', host: name, address: '192.168.20.200', url: name }]
  const about = { ...finding, object: { ...finding.object, name }, message: name, remedy: name, path: name, rule: name }
  return renderedCluster(
    { ...rendering, exposures },
    { name, findings: [about], accepted: [{ finding, entry: { ...entry, reason: name } }] },
  )
}

const elementsOf = (data: ReportData) => pageStructure(reportPage(data)).elements
const textOf = (data: ReportData) => elementsOf(data).find(({ tag }) => tag === 'main')?.text ?? ''

describe('reportPage', () => {
  it('says that names resolve inside the cluster only where an app sees to it', () => {
    class Dns extends TestApp {
      records() {
        return {}
      }
    }
    const page = (App: typeof TestApp) => {
      const rendering = testRendering({ apps: (tree) => void new App(tree, 'names') })
      const exposures = [{ app: 'web', host: 'web.lab', address: '192.168.20.200', url: 'https://web.lab' }]
      return textOf({ clusters: [renderedCluster({ ...rendering, exposures })] })
    }
    expect(page(Dns)).toContain('Inside the cluster these names resolve already.')
    expect(page(TestApp)).not.toContain('resolve already')
    expect(page(TestApp)).toContain('It must be one that the nodes ask too')
  })

  const both: ReportData = {
    clusters: [fullCluster(), fullCluster('other'), { name: 'broken', findings: [finding], accepted: [] }],
  }

  it('is proper HTML, with ids that are there once and links that lead somewhere', () => {
    const { errors, elements } = pageStructure(reportPage(both))
    expect(errors).toEqual([])
    const ids = elements.flatMap(({ attributes }) => attributes.id ?? [])
    expect(ids.length).toBeGreaterThan(40)
    expect(new Set(ids).size).toBe(ids.length)
    const targets = elements.flatMap(({ tag, attributes }) => [
      ...(tag === 'a' && attributes.href?.startsWith('#') ? [attributes.href.slice(1)] : []),
      ...(attributes['aria-labelledby'] ? [attributes['aria-labelledby']] : []),
      ...(attributes['data-copy'] ? [attributes['data-copy']] : []),
      ...(attributes['marker-end'] ? [attributes['marker-end'].slice(5, -1)] : []),
    ])
    expect(targets.filter((target) => !ids.includes(target))).toEqual([])
  })

  it('has headings without a gap, captions, and names for what can be focused', () => {
    const elements = elementsOf(both)
    const levels = elements.flatMap(({ tag }) => (/^h\d$/.test(tag) ? [Number(tag[1])] : []))
    expect(levels[0]).toBe(1)
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([])
    const count = (name: string) => elements.filter(({ tag }) => tag === name).length
    expect(count('caption')).toBe(count('table'))
    const nameless = elements.filter(
      ({ tag, attributes, text }) => ['a', 'button', 'summary'].includes(tag) && !text && !attributes['aria-label'],
    )
    expect(nameless).toEqual([])
  })

  it('loads nothing from anywhere', () => {
    const page = reportPage(both)
    const elements = pageStructure(page).elements
    const loading = [
      'link',
      'img',
      'iframe',
      'object',
      'embed',
      'video',
      'audio',
      'source',
      'base',
      'form',
      'image',
      'use',
    ]
    expect(elements.filter(({ tag, attributes }) => loading.includes(tag) || attributes.src !== undefined)).toEqual([])
    expect(page).not.toMatch(/@import|url\((?!#)/)
    const policy = elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')
    expect(policy?.attributes.content).toMatch(/^default-src 'none'/)
  })

  it('says what a reader without scripts needs, and hides the buttons that would do nothing', () => {
    const buttons = elementsOf(both).filter(({ tag }) => tag === 'button')
    expect(buttons.length).toBeGreaterThan(1)
    expect(buttons.filter(({ attributes }) => attributes.hidden === undefined)).toEqual([])
  })

  it('gives the same bytes for the same data, and no day unless it is handed in', () => {
    const again: ReportData = {
      clusters: [fullCluster(), fullCluster('other'), { name: 'broken', findings: [finding], accepted: [] }],
    }
    expect(reportPage(again)).toBe(reportPage(both))
    expect(reportPage(both)).not.toMatch(/as of/)
    expect(reportPage({ ...both, day: '2026-11-21' })).toContain('as of 2026-11-21')
  })

  it.each([
    ['<script>alert(1)</script>'],
    ['"><img src=x onerror=alert(1)>'],
    ["' onmouseover='alert(1)"],
    ['javascript:alert(1)'],
    ['</style></title></svg><b>'],
    ['a\u202eb & c'],
  ])('shows %j as text wherever a name can be', (hostile) => {
    const tame = elementsOf({ clusters: [fullCluster('tame')] })
    const { errors, elements } = pageStructure(reportPage({ clusters: [fullCluster(hostile)] }))
    expect(errors).toEqual([])
    // The same elements with the same attributes, if in another order: nothing in a name became markup.
    const shape = (list: typeof elements) =>
      list.map(({ tag, attributes }) => `${tag} ${Object.keys(attributes).sort().join(' ')}`).sort()
    expect(shape(elements)).toEqual(shape(tame))
    const links = elements.flatMap(({ attributes }) => attributes.href ?? [])
    expect(links.filter((href) => !/^(#c1|#main|https:\/\/)/.test(href))).toEqual([])
    const visible = hostile.replaceAll('\u202e', '\\u202e').replace(/\s+/g, ' ')
    expect(elements.filter(({ tag, text }) => tag === 'code' && text.includes(visible)).length).toBeGreaterThan(2)
  })

  it('shows no value of a Secret, not even a public one', () => {
    expect(reportPage(both)).not.toContain('never-shown')
    expect(textOf(both)).toContain('fixed text, no secret')
  })

  it('shows only the findings of a cluster that cannot be rendered', () => {
    const text = textOf({ clusters: [{ name: 'broken', findings: [finding], accepted: [] }] })
    expect(text).toContain('cannot be rendered yet')
    expect(text).toContain('the message → the remedy')
    expect(text).not.toContain('Start order')
  })

  it('names no other reason for the dead node than its death', () => {
    const big = { containers: [{ name: 'big', image: 'a:1', resources: { requests: { memory: '4Gi' } } }] }
    const objects = ['a', 'b', 'c'].map((name) => deployment(name, 'a:1', big))
    const text = textOf({ clusters: [renderedCluster(testRendering({ objects }))] })
    expect(text).toMatch(/Without manwe 1 pod finds no place .*varda.*: memory/)
    expect(text).not.toContain('cordoned')
  })

  it('folds what one rule says over and over, and counts it', () => {
    const many = Array.from({ length: 8 }, (_, index) => ({ ...finding, message: `message ${Math.floor(index / 2)}` }))
    const elements = elementsOf({ clusters: [{ name: 'x', findings: many, accepted: [] }] })
    expect(elements.filter(({ tag }) => tag === 'article')).toHaveLength(4)
    expect(elements.find(({ tag }) => tag === 'summary')?.text).toBe('1 more of server-on-sd')
    expect(elements.find(({ tag, attributes }) => tag === 'details' && attributes.class)?.text).toContain('message 3')
  })

  it('shows accepted findings with their reason', () => {
    const text = textOf({ clusters: [renderedCluster(testRendering(), { accepted: [{ finding, entry }] })] })
    expect(text).toContain('nothing to say that is not accepted')
    expect(text).toMatch(/Accepted server-on-sd Cluster ainur until 2027-01-31 .* a good reason/)
  })

  it('says which pods find no place, and why', () => {
    const text = textOf(both)
    expect(text).toContain('Some pods find no node even while all nodes live')
    expect(text).toMatch(/Deployment web\/huge .*manwe.*: .*memory/)
  })

  it('says in one sentence what a dead node means', () => {
    const server = (name: string, last: number) => testNode({ name, role: 'server', address: `192.168.20.${last}` })
    const big = { containers: [{ name: 'big', image: 'a:1', resources: { requests: { memory: '4Gi' } } }] }
    const sentence = (servers: number, pods: number) => {
      const nodes = Array.from({ length: servers }, (_, index) => server(`n${index}`, 11 + index))
      const cluster = testCluster({ nodes, kubernetes: { distribution: 'kubeadm', version: 'v1.36.3', minor: '1.36' } })
      const objects = Array.from({ length: pods }, (_, index) => deployment(`d${index}`, 'a:1', big))
      const elements = elementsOf({
        clusters: [renderedCluster(testRendering({ apps: insteadOfComponents, cluster, objects }))],
      })
      return elements.find(({ attributes }) => attributes.class?.startsWith('banner'))
    }
    expect(sentence(3, 2)).toMatchObject({
      attributes: { class: 'banner good' },
      text: 'Any one node can die, and every pod still finds room.',
    })
    expect(sentence(3, 3)).toMatchObject({
      attributes: { class: 'banner bad' },
      text: 'Pods find no place if n0 or n1 or n2 dies.',
    })
    expect(sentence(2, 1)?.text).toBe(
      'Any one node can die, and every pod still finds room; but without n0 or n1 nothing is started anew.',
    )
    expect(sentence(1, 1)?.text).toBe('There is only one node: without it everything stops.')
    expect(sentence(1, 2)?.text).toBe('Some pods find no node even while all nodes live.')
  })

  it('draws an arrow for each direct step and links each app to its part', () => {
    const elements = elementsOf({ clusters: [fullCluster()] })
    const edges = elements.filter(({ attributes }) => attributes.class === 'edge')
    expect(edges.map(({ attributes }) => [attributes['data-from'], attributes['data-to']])).toEqual([['base', 'web']])
    const boxes = elements.filter(({ attributes }) => attributes['data-app'] !== undefined)
    const homes = boxes.map(
      ({ attributes }) => elements.find((each) => `#${each.attributes.id}` === attributes.href)?.tag,
    )
    expect(homes).toEqual(['details', 'details'])
  })

  it('fills the bar of a node by its share, and turns it red when there is too much', () => {
    const nodes = [testNode({ name: 'solo', role: 'server', address: '192.168.20.11' })]
    const pod = (cpu: string) => ({ containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu } } }] })
    const cluster = testCluster({ nodes, kubernetes: { distribution: 'kubeadm', version: 'v1.36.3', minor: '1.36' } })
    const data = renderedCluster(
      testRendering({ apps: insteadOfComponents, cluster, objects: [deployment('a', 'a:1', pod('1750m'))] }),
    )
    const meter = (clusters: ReportData['clusters']) =>
      elementsOf({ clusters }).find(({ attributes }) => attributes['aria-label'] === 'CPU of solo')?.attributes
    expect(meter([data])).toMatchObject({ 'aria-valuenow': '50', 'aria-valuetext': '1.8 of 3.5 cores, 50%' })
    const over = data.plan.nodes.map((load) => ({ ...load, cpuMillis: 7000 }))
    const full = { ...data, plan: { ...data.plan, nodes: over } }
    expect(meter([full])).toMatchObject({ 'aria-valuenow': '100', 'aria-valuetext': '7.0 of 3.5 cores, 200%' })
    expect(elementsOf({ clusters: [full] }).some(({ attributes }) => attributes.class === 'load over')).toBe(true)
  })
})
