import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Fields } from '../../model/shape.ts'
import { SchemaRegistry } from '../schema-registry.ts'
import { validObjects } from './valid-objects.fixture.ts'
import { validateObject } from './validate-object.ts'

const registry = new SchemaRegistry({ minor: '1.36' })

/** Puts `value` where the random `turns` lead to inside a copy of `object`. */
function withReplaced(object: KubeObject, turns: readonly number[], value: unknown): KubeObject {
  const copy = JSON.parse(JSON.stringify(object)) as KubeObject
  let parent: Record<string, unknown> = copy
  let keys = Object.keys(copy).filter((key) => key !== 'apiVersion' && key !== 'kind')
  for (const turn of turns) {
    const key = keys[turn % keys.length]
    const child = key === undefined ? undefined : parent[key]
    if (key === undefined) break
    if (typeof child !== 'object' || child === null || Object.keys(child).length === 0) {
      parent[key] = value
      return copy
    }
    parent = child as Record<string, unknown>
    keys = Object.keys(parent)
  }
  const last = keys[0]
  if (last !== undefined) parent[last] = value
  return copy
}

test('any value at any place of a valid object gives findings that say what and what to do, or none; never an exception', () => {
  const turns = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(fc.constantFrom(...validObjects), turns, fc.jsonValue({ maxDepth: 3 }), (object, path, value) => {
      for (const problem of validateObject(withReplaced(object, path, value), registry)) {
        expect(problem.rule).toMatch(/^schema(-[a-z]+)+$/)
        expect(problem.message && problem.remedy).toBeTruthy()
      }
    }),
    { numRuns: 1000 },
  )
})

test('a value that cannot even be made a string is a finding, as an annotation and as a name of a volume', () => {
  const hostile = { toString: null }
  const statefulSet = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'a', namespace: 'a', annotations: { 'example.com/a': hostile } },
    spec: {
      template: { spec: { volumes: [{ name: hostile }], containers: [{ name: 'a', volumeMounts: [] }] } },
      volumeClaimTemplates: [{ metadata: { name: hostile } }],
    },
  } as unknown as KubeObject
  const paths = validateObject(statefulSet, registry).map(({ path }) => path)
  expect(paths).toContain('metadata.annotations["example.com/a"]')
  expect(paths).toContain('spec.template.spec.volumes[0].name')
  expect(paths).toContain('spec.volumeClaimTemplates[0].metadata.name')
})

test('a value that cannot even be made a string is a finding, as the name of a definition or anywhere near a server rule', () => {
  const hostile = { toString: null }
  const broken = validObjects.flatMap((object) => places(object).map((path) => replaced(object, path, hostile)))
  expect(broken.length).toBeGreaterThan(100)
  const thrown = broken.flatMap((object) => {
    try {
      validateObject(object, registry)
      return []
    } catch (error) {
      return [(error as Error).stack]
    }
  })
  expect(thrown).toEqual([])
})

/** Paths of every value below the top of `object`. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : []
  return [
    ...(path.length > 1 ? [path] : []),
    ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, key])),
  ].filter(([first]) => first !== 'apiVersion' && first !== 'kind')
}

function replaced(object: KubeObject, path: readonly string[], value: unknown): KubeObject {
  const copy = structuredClone(object)
  const parent = path.slice(0, -1).reduce((node, key) => node[key] as Fields, copy as unknown as Fields)
  parent[path.at(-1) as string] = value
  return copy
}
