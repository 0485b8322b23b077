import { expect, it } from 'vitest'
import { readManifests } from './read-manifests.ts'

const map = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })

it('reads documents and items of Lists, and leaves out what is empty', () => {
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [map('b'), { apiVersion: 'v1', kind: 'ConfigMapList', items: [map('c')] }],
  }
  const text = ['# Source: a', JSON.stringify(map('a')), '', 'null', JSON.stringify(list)].join('\n---\n')
  expect(readManifests(text)).toEqual([map('a'), map('b'), map('c')])
})

it('reads scalars as Argo CD does', () => {
  expect(
    readManifests(`${JSON.stringify(map('a')).slice(0, -1)}, "data": {on: yes, mode: 0644, day: 2026-11-21}}`),
  ).toEqual([{ ...map('a'), data: { true: true, mode: 420, day: '2026-11-21' } }])
})

it.each([
  ['broken YAML', 'a: [', 'is not YAML'],
  ['text', 'hello', 'are not objects'],
  ['an object without a name', '{apiVersion: v1, kind: ConfigMap, metadata: {}}', 'are not objects'],
])('refuses %s', (_, text, message) => {
  expect(() => readManifests(text)).toThrow(message)
})
