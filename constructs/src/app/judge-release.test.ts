import { expect, it } from 'vitest'
import { App } from './app.ts'
import { ClusterTree } from './cluster-tree.ts'
import { testCluster } from './testing/test-cluster.ts'

class Web extends App {}

const podSpec = { containers: [{ name: 'web', image: 'registry.example.org/web:1.2.3' }] }
const workload = { kind: 'Deployment', namespace: 'web', name: 'web', podSpec }
const contents = { namespaces: ['web'], clusterKinds: [], workloads: [workload], provides: [] }
const source = { type: 'chart', repoURL: 'https://charts.example.org', chart: 'web', version: '1.2.3' }
const right = { name: 'web', facts: 'its templates', source, contents }

/** What is reported of an app with this release, and whether the release is kept. */
function told(release: object | undefined): [string[], number] {
  const web = new Web(new ClusterTree(testCluster()), 'web')
  web.addRelease(release as never)
  return [web.findings.map(({ path, message }) => `${path}: ${message}`), web.releases.length]
}

it('keeps a release that says what it makes', () => {
  expect(told(right)).toEqual([[], 1])
})

it.each([
  [{ ...right, contents: undefined }, 'addRelease(…).contents: nothing was given; it takes an object'],
  [{ ...right, contents: { ...contents, workload: [] } }, 'addRelease(…).contents.workload: "workload" is not'],
  [{ ...right, contents: { ...contents, workloads: undefined } }, 'addRelease(…).contents.workloads: nothing was'],
  [
    { ...right, contents: { ...contents, workloads: [{ ...workload, podSpec: {} }] } },
    'addRelease(…).contents.workloads[0].podSpec: {} was given; it takes the spec of its pods, with containers',
  ],
  [
    { ...right, source: { ...source, type: 'chrt' } },
    'addRelease(…).source.type: "chrt" is not known; allowed are chart',
  ],
  [{ ...right, source: { ...source, version: 1.2 } }, 'addRelease(…).source.version: 1.2 was given; it takes a string'],
  [{ ...right, source: undefined }, 'addRelease(…).source: nothing was given'],
])('says what is wrong with the release %#, and leaves it out', (release, start) => {
  expect(told(release)).toEqual([[expect.stringContaining(start)], 0])
})

it('says what a release is made of where none was given', () => {
  const [findings] = told(undefined)
  expect(findings.map((finding) => finding.split(':')[0])).toEqual([
    'addRelease(…).name',
    'addRelease(…).facts',
    'addRelease(…).source',
    'addRelease(…).contents',
  ])
})
