import { describe, expect, test } from 'vitest'
import { SchemaRegistry } from '../schema-registry.ts'
import { validateObject } from '../validate/validate-object.ts'
import { changed, faults, nearMisses, nulls, schemaFaults } from './faults.fixture.ts'

const registry = new SchemaRegistry({ minor: '1.36' })

describe('objects whose fields do not fit together', () => {
  test.each([...faults, ...schemaFaults])('%s (%s) is the only finding', (_, kind, change, rule, place, text) => {
    const problems = validateObject(changed(kind, change), registry)
    expect(problems.map((problem) => [problem.rule, problem.path])).toEqual([[rule, place]])
    expect(`${problems[0]?.message}; ${problems[0]?.remedy}`).toMatch(text)
  })

  test.each(nearMisses)('%s (%s) is fine', (_, kind, change) => {
    expect(validateObject(changed(kind, change), registry)).toEqual([])
  })

  test.each(nulls)('%s (%s), written as null, is only a warning', (_, kind, change) => {
    const problems = validateObject(changed(kind, change), registry)
    expect(new Set(problems.map(({ rule }) => rule))).toEqual(new Set(['schema-null']))
    expect(problems.every(({ severity }) => severity === 'warning')).toBe(true)
  })
})

test.each([
  ['Deployment', { spec: 3 }],
  ['Deployment', { spec: { selector: [], template: { spec: { containers: 'x', volumes: [null, 'x'] } } } }],
  ['Service', { spec: { ports: 'x' } }],
  ['Ingress', { spec: { rules: [{ http: 1 }, null] } }],
  ['CronJob', { spec: { jobTemplate: null, schedule: 5 } }],
  ['NetworkPolicy', { spec: { ingress: [{ from: 1, ports: [[]] }] } }],
  ['ClusterRole', { rules: 'all' }],
  ['ClusterRoleBinding', { roleRef: [], subjects: 1 }],
  ['PersistentVolume', { spec: { accessModes: 1, capacity: [] } }],
])('a %s of wrong types throughout is reported, not thrown: %j', (kind, fields) => {
  expect(
    validateObject(
      changed(kind, (o) => Object.assign(o, fields)),
      registry,
    ).length,
  ).toBeGreaterThan(0)
})
