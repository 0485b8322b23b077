import { describe, expect, it } from 'vitest'
import { count, flag, listOf, object, oneOf, optional, record, text } from '../cluster/shapes.ts'
import { App } from './app.ts'
import { ClusterTree } from './cluster-tree.ts'
import { appReference, type PropsShape, readProps } from './read-props.ts'
import { testCluster } from './testing/test-cluster.ts'
import { TreeError } from './tree-error.ts'

interface WebProps {
  readonly host: string
  readonly port?: number
  readonly database: { readonly name: string; readonly sizeGB: number; readonly kind: 'postgres' | 'sqlite' }
  readonly labels?: Readonly<Record<string, string>>
  readonly aliases?: readonly string[]
  readonly open?: boolean
  readonly identity?: App
}

const shape: PropsShape<WebProps> = {
  host: text,
  port: optional(count),
  database: object({ name: text, sizeGB: count, kind: oneOf('postgres', 'sqlite') }),
  labels: optional(record(text)),
  aliases: optional(listOf(text)),
  open: optional(flag),
  identity: optional(appReference('an identity provider, such as Dex')),
}

class Web extends App {
  readonly read: WebProps

  constructor(tree: ClusterTree, name: string, props: WebProps) {
    super(tree, name, props)
    this.read = readProps(this, shape, props, { host: "'web'" })
  }
}

class Plain extends App {}

const database = { name: 'web', sizeGB: 1, kind: 'sqlite' } as const
const tree = () => new ClusterTree(testCluster())
const web = (props: unknown) => new Web(tree(), 'web', props as WebProps)
const told = (props: unknown) =>
  web(props).findings.map(({ path, message, remedy }) => `${path}: ${message}. ${remedy}`)

describe('readProps', () => {
  it('hands on what nothing is wrong with, apps included', () => {
    const shared = tree()
    const identity = new Plain(shared, 'dex')
    const props = { host: 'web', database, labels: { a: 'b' }, aliases: ['www'], identity }
    const app = new Web(shared, 'web', props)
    expect(app.findings).toEqual([])
    expect(app.read).toEqual(props)
    expect(app.read.identity).toBe(identity)
  })

  it('tells all that is missing, with an example where there is one', () => {
    expect(told(undefined)).toEqual([
      "host: nothing was given; it takes a string. Add it, e.g. host: 'web'",
      'database: nothing was given; it takes an object. Add it.',
    ])
  })

  it('tells what has another type, a word that is not known, and a key that is not', () => {
    expect(
      told({ host: 1, port: '80', database: { ...database, kind: 'postgre', sizeGb: 2 }, aliases: 'www', open: 'yes' }),
    ).toEqual([
      'host: 1 was given; it takes a string. Write a string.',
      'port: "80" was given; it takes a number. Write a number, without unit and quotes: 80.',
      'database.kind: "postgre" is not known; allowed are postgres, sqlite. Did you mean "postgres"?',
      'database.sizeGb: "sizeGb" is not a setting of database; allowed are name, sizeGB, kind. Remove it: "sizeGB" is set as well.',
      'aliases: "www" was given; it takes an array. Write an array: ["www"].',
      'open: "yes" was given; it takes true or false. Write true or false.',
    ])
  })

  it('takes the name of an app for no app', () => {
    expect(told({ host: 'web', database, identity: 'dex' })).toEqual([
      'identity: "dex" was given; it takes an identity provider, such as Dex. Write an identity provider, such as Dex.',
    ])
  })

  it('says what it was given instead of a value where that is an app', () => {
    const shared = tree()
    const app = new Web(shared, 'web', { host: new Plain(shared, 'dex'), database } as unknown as WebProps)
    expect(app.findings).toMatchObject([{ path: 'host', message: 'a Plain was given; it takes a string' }])
  })

  it('puts empty values of the right type where something is missing or wrong, and nothing else', () => {
    expect(web({ port: 'x', database: { kind: 'tape', name: 'a' }, aliases: ['a', 1] }).read).toEqual({
      host: '',
      port: undefined,
      database: { name: 'a', sizeGB: 0, kind: 'postgres' },
      labels: undefined,
      aliases: ['a'],
      open: undefined,
      identity: undefined,
    })
  })

  it('keeps silent about what is found wrong with an empty value that it filled in', () => {
    const app = web({ hots: 'web', database: {} })
    const finding = { rule: 'web', severity: 'error', message: 'empty', remedy: 'fill it' } as const
    for (const path of ['host', 'database.name', 'port']) app.report({ ...finding, path })
    expect(app.findings.map(({ path }) => path)).toEqual([
      'database.name',
      'database.sizeGB',
      'database.kind',
      'hots',
      'port',
    ])
    app.reserveAddress(app.read.host, 'host')
    expect(app.findings).toHaveLength(5)
  })

  it('stops where a required app is missing, with everything that was found so far', () => {
    class Needy extends App {
      constructor(scope: ClusterTree, props: { readonly identity: App; readonly host: string }) {
        super(scope, 'needy', props)
        readProps(this, { host: text, identity: appReference('an identity provider, such as Dex') }, props)
      }
    }
    const shared = tree()
    new Web(shared, 'web', { host: 'web' } as WebProps)
    const attempt = () => new Needy(shared, {} as never)
    expect(attempt).toThrow(TreeError)
    expect(shared.apps.map((app) => app.findings.map(({ path }) => path))).toEqual([['database'], ['host', 'identity']])
  })
})
