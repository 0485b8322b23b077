import { describe, expect, it } from 'vitest'
import { App, type AppOptions } from './app.ts'
import { ClusterTree } from './cluster-tree.ts'
import { testCluster } from './testing/test-cluster.ts'

class Plain extends App {
  constructor(tree: ClusterTree, name: string, options: AppOptions = {}) {
    super(tree, name, {}, options)
  }
}

const tree = () => new ClusterTree(testCluster())

it('reports an option that no app has, and one of another type', () => {
  const options = { namespce: 'web', prune: 'no', cascade: false } as unknown as AppOptions
  expect(new Plain(tree(), 'web', options).findings).toMatchObject([
    { rule: 'wrong-type', path: 'prune', message: '"no" was given; it takes true or false' },
    {
      rule: 'unknown-key',
      path: 'namespce',
      message: expect.stringMatching(/^"namespce" is not a setting of the options of new Plain/),
      remedy: 'Did you mean "namespace"?',
    },
  ])
})

describe('the name of an app', () => {
  it.each([
    ['Home Assistant', "Write 'home-assistant'."],
    ['web.', "Write 'web'."],
    ['', 'Choose a name of these.'],
  ])('%j is refused, with a better one', (name, remedy) => {
    expect(new Plain(tree(), name).findings).toEqual([
      {
        rule: 'app-invalid',
        severity: 'error',
        path: 'name',
        message: `"${name}" is not a name of an app; allowed are at most 63 of a-z, 0-9 and -, with a letter or digit at both ends`,
        remedy,
        about: 'props',
      },
    ])
  })

  it('is missed where something else was given, before anything else fails for it', () => {
    const given = [undefined, { ingress: true }].map((name) => new Plain(tree(), name as never).findings[0]?.message)
    expect(given).toEqual([
      'nothing was given; an app takes a name in quotes, behind the cluster',
      '{"ingress":true} was given; an app takes a name in quotes, behind the cluster',
    ])
  })

  it('comes after the tree', () => {
    expect(() => new Plain('web' as never, 'web')).toThrow(
      'new Plain() was given "web" as its tree; it takes what new ClusterTree(definition) made, and then its name',
    )
  })

  it('may be a DNS label only where it becomes a namespace, too', () => {
    expect(new Plain(tree(), 'web', { namespace: 'My_Web' }).findings).toMatchObject([{ path: 'namespace' }])
    expect(new Plain(tree(), 'web', { namespace: 'my-web' }).findings).toEqual([])
  })

  it('belongs to one app, however many want it', () => {
    const shared = tree()
    const found = ['web', 'web', 'web'].map((name) => new Plain(shared, name).findings.map(({ message }) => message))
    const twice = 'two apps are called "web"; each needs a name of its own, for its Application and its folder'
    expect(found).toEqual([[], [twice], [twice]])
  })
})
