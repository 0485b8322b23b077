import { describe, expect, it } from 'vitest'
import { SchemaRegistry } from '../../schema/schema-registry.ts'
import { mergeObject } from './merge-object.ts'

const registry = new SchemaRegistry({ minor: '1.36' })
const merged = (object: object, changes: object) => mergeObject(registry, object as never, changes)

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', labels: { a: '1' } },
  spec: {
    ports: [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ],
  },
}

const pod = (spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec })

describe('mergeObject', () => {
  it('merges mappings, and takes out what is null', () => {
    const { metadata } = merged(service, { metadata: { labels: { a: null, b: '2' }, annotations: { c: '3' } } })
    expect(metadata).toEqual({ name: 'web', labels: { b: '2' }, annotations: { c: '3' } })
  })

  it('finds the items of a list by their key, a default part of the key included', () => {
    expect(merged(service, { spec: { ports: [{ port: 80, protocol: 'TCP', targetPort: 'web' }] } }).spec.ports).toEqual(
      [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'web' }, service.spec.ports[1]],
    )
  })

  it('adds an item whose key is new', () => {
    const { ports } = merged(service, { spec: { ports: [{ port: 443 }] } }).spec
    expect(ports).toEqual([...service.spec.ports, { port: 443 }])
  })

  it('merges below the items of a list', () => {
    const container = { name: 'web', image: 'web:1', env: [{ name: 'A', value: '1' }], args: ['--a', '--b'] }
    const changes = { spec: { containers: [{ name: 'web', env: [{ name: 'A', value: '2' }], args: ['--c'] }] } }
    expect(merged(pod({ containers: [container] }), changes).spec.containers).toEqual([
      { name: 'web', image: 'web:1', env: [{ name: 'A', value: '2' }], args: ['--c'] },
    ])
  })

  it('joins sets', () => {
    const claim = (finalizers: string[]) => ({ ...pod({}), metadata: { name: 'web', finalizers } })
    expect(merged(claim(['a', 'b']), { metadata: { finalizers: ['b', 'c'] } }).metadata.finalizers).toEqual([
      'a',
      'b',
      'c',
    ])
  })

  it('replaces lists of a kind that nobody knows', () => {
    const thing = {
      apiVersion: 'example.com/v1',
      kind: 'Thing',
      metadata: { name: 'a' },
      spec: { items: [{ name: 'x' }] },
    }
    expect(merged(thing, { spec: { items: [{ name: 'y' }] } }).spec.items).toEqual([{ name: 'y' }])
  })

  it('changes neither what it was given', () => {
    const before = structuredClone(service)
    merged(service, { metadata: { labels: { a: null } }, spec: { ports: [{ port: 80, name: 'web' }] } })
    expect(service).toEqual(before)
  })
})
