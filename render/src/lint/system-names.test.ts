import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { knownSystems } from '../known-systems/known-systems.ts'
import { type Exception, namedSystems } from './system-names.ts'
import { repositorySources } from './testing/repository-sources.ts'

const root = new URL('../../../', import.meta.url)
const folders = (path: string) =>
  readdirSync(new URL(path, root), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name)

/** Words that say something else, too. */
const ordinaryWords = ['identity', 'namespaces', 'cluster-dns']

const target = 'a tree is made for it to apply, as it is made for Kubernetes'
const exceptions: Exception[] = [
  { system: 'argo-cd', path: 'render/src/', reason: target },
  { system: 'longhorn', path: 'render/src/report/sections/nodes-section.ts', reason: 'a definition calls a disk so' },
]

const groups = knownSystems
  .flatMap(({ references, makes, routes, sources, podTemplates }) => [references, makes, routes, sources, podTemplates])
  .flatMap((each) => Object.keys(each ?? {}).map((kind) => kind.slice(0, kind.indexOf('/'))))
  .filter((group) => group.includes('.') && group !== 'networking.k8s.io' && group !== 'argoproj.io')

const systems = [
  ...new Set([...folders('render/src/known-systems'), ...folders('constructs/src/systems'), ...groups]),
].filter((name) => !ordinaryWords.includes(name))

describe('the names of systems', () => {
  it('are in known-systems/ alone', () => {
    expect(systems).toEqual(expect.arrayContaining(['traefik', 'kube-vip', 'longhorn', 'helm.cattle.io']))
    expect(namedSystems(repositorySources(), systems, exceptions)).toEqual([])
  })

  it('are each a folder with one file of that name, which is registered', async () => {
    const found = folders('render/src/known-systems')
    expect(found.length).toBe(knownSystems.length)
    for (const name of found) {
      const module: Record<string, unknown> = await import(`../known-systems/${name}/${name}.ts`)
      expect(knownSystems, name).toContain(Object.values(module)[0])
    }
  })

  it.each([
    ['a word', "if (name === 'traefik') return"],
    ['a name in camel case', 'const certManager = 1'],
    ['a name of two words in a text', 'const message = `cert manager makes it`'],
    ['an API group', "const group = 'cert-manager.io'"],
  ])('are found as %s', (_, text) => {
    const path = 'render/src/diff/a.ts'
    expect(namedSystems([{ path, text }], ['traefik', 'cert-manager'], [])).toEqual([
      expect.stringContaining('render/src/diff/a.ts names'),
    ])
  })

  it('may be in comments, in tests, in other rooms, and where an exception says why', () => {
    const text = "const a = 'dex'"
    expect(
      namedSystems([{ path: 'render/src/a.ts', text: '/** As Dex does. */\nconst index = 1 // dex' }], ['dex'], []),
    ).toEqual([])
    expect(namedSystems([{ path: 'render/src/a.test.ts', text }], ['dex'], [])).toEqual([])
    expect(namedSystems([{ path: 'constructs/src/a.ts', text }], ['dex'], [])).toEqual([])
    const because = { system: 'dex', path: 'render/src/a.ts', reason: 'it is an example' }
    expect(namedSystems([{ path: 'render/src/a.ts', text }], ['dex'], [because])).toEqual([])
  })
})
