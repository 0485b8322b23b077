import { describe, expect, it } from 'vitest'
import { diffClusters } from './diff-clusters.ts'
import { memoryFiles } from './testing/diff-yaml.ts'

const root = 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: root, namespace: argocd }\n'
const claim = (size: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data, namespace: web }\nspec: { resources: { requests: { storage: ${size} } } }\n`

/** A tree of clusters: name -> size of its only claim; without one, the claim is not there. */
function tree(clusters: Readonly<Record<string, string | undefined>>, beside: Readonly<Record<string, string>> = {}) {
  const files = Object.entries(clusters).flatMap(([name, size]) => [
    [`${name}/root.yaml`, root],
    ...(size ? [[`${name}/apps/web/PersistentVolumeClaim-data.yaml`, claim(size)]] : []),
  ])
  const indexes = Object.keys(clusters).map((cluster) => JSON.stringify({ generator: 'ainur', cluster, objects: [] }))
  return { ...memoryFiles(Object.fromEntries(files), 'tree', beside), indexes: () => indexes }
}
const diff = (base: ReturnType<typeof tree>, head: ReturnType<typeof tree>) =>
  diffClusters({ base, head, today: '2026-11-21' })
const told = ({ findings }: ReturnType<typeof diff>) => findings.map(({ rule, message }) => `${rule} ${message}`)

describe('diffClusters', () => {
  it('takes a cluster that comes beside another for what it is: all new, and nothing of the other changes', () => {
    const { summary, objects, findings } = diff(tree({ one: '8Gi' }), tree({ one: '8Gi', two: '4Gi' }))
    expect(summary).toEqual({ added: 2, removed: 0, changed: 0, renamed: 0 })
    expect(objects.every(({ app, change }) => app.startsWith('two/') && change === 'added')).toBe(true)
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('sees what one cluster loses, though another has an object of that name, and says which', () => {
    const result = diff(tree({ one: '8Gi', two: '8Gi' }), tree({ one: undefined, two: '8Gi' }))
    expect(result.summary).toEqual({ added: 0, removed: 1, changed: 0, renamed: 0 })
    expect(told(result)).toEqual([expect.stringMatching(/^data-loss Cluster one: /)])
  })

  it('says nothing where nothing changes', () => {
    const result = diff(tree({ one: '8Gi', two: '4Gi' }), tree({ one: '8Gi', two: '4Gi' }))
    expect(result).toMatchObject({ objects: [], findings: [], hidden: [] })
  })

  it('calls an accept entry unused only if no cluster needs it', () => {
    const entries = ['PersistentVolumeClaim web/data', 'PersistentVolumeClaim web/other'].map(
      (object) => `- { rule: data-loss, object: ${object}, reason: moved, until: 2027-01-31 }\n`,
    )
    const beside = { 'accept.yaml': entries.join('') }
    const result = diff(tree({ one: '8Gi', two: '8Gi' }), tree({ one: undefined, two: '8Gi' }, beside))
    expect(result.accepted.map(({ finding }) => finding.message)).toEqual([expect.stringMatching(/^Cluster one: /)])
    expect(told(result)).toEqual([expect.stringMatching(/^accept-unused .*web\/other/)])
  })

  it('compares other files of the tree, too', () => {
    const base = tree({ one: '8Gi', two: '8Gi' })
    const head = { ...base, files: new Map([...base.files, ['loose/claim.yaml', { read: () => claim('1Gi') }]]) }
    expect(diff(base, head).objects.map(({ app, change }) => `${change} ${app}`)).toEqual(['added loose'])
  })
})
