import { describe, expect, it } from 'vitest'
import type { Finding } from '../finding/finding.ts'
import { checkGroups } from './checks/checks.ts'
import { defineCluster } from './define-cluster.ts'
import { DefinitionError } from './definition-error.ts'
import { base } from './fixtures/base.ts'
import type { DefinitionCase } from './fixtures/case.ts'
import { edit } from './fixtures/edit.ts'
import { invalidCluster } from './fixtures/invalid-cluster.ts'
import { invalidDisks } from './fixtures/invalid-disks.ts'
import { invalidDualStack } from './fixtures/invalid-dual-stack.ts'
import { invalidIdentity } from './fixtures/invalid-identity.ts'
import { invalidMachines } from './fixtures/invalid-machines.ts'
import { invalidNetwork } from './fixtures/invalid-network.ts'
import { invalidNodes } from './fixtures/invalid-nodes.ts'
import { invalidShape } from './fixtures/invalid-shape.ts'
import { unusual } from './fixtures/unusual.ts'
import type { ClusterInput } from './input.ts'
import { shapeRules } from './read-shape.ts'

const tables = {
  shape: invalidShape,
  cluster: invalidCluster,
  network: invalidNetwork,
  nodes: invalidNodes,
  machines: invalidMachines,
  'dual stack': invalidDualStack,
  disks: invalidDisks,
  identity: invalidIdentity,
}
const all = [...Object.values(tables).flat(), ...unusual]

describe.each(Object.entries(tables))('an invalid definition (%s) reports exactly', (_, cases) => {
  it.each(cases.map((each) => [each.title, each] as const))('%s', (_title, { edits, findings }) => {
    const definition = edit(base, edits)
    const error = errorOf(definition)
    expect(error.findings).toEqual(findings.map((finding) => ({ ...finding, object: objectOf(definition) })))
    for (const { message, path } of findings)
      expect(error.message).toContain(`${path || 'the definition'}: ${message}. `)
  })
})

describe('an unusual definition is accepted', () => {
  it.each(unusual.map((each) => [each.title, each] as const))('%s', (_title, { edits, findings }) => {
    const definition = edit(base, edits) as ClusterInput
    const { warnings } = defineCluster(definition)
    expect(warnings).toEqual(findings.map((finding) => ({ ...finding, object: objectOf(definition) })))
  })
})

it('each rule of a definition is shown to fire by a case, with each of its severities', () => {
  const rules = [...shapeRules, ...checkGroups.flatMap(({ checks }) => checks.flatMap((check) => check.rules))]
  const declared = rules.flatMap(({ id, severities }) => severities.map((severity) => `${id} (${severity})`))
  const seen = new Set(all.flatMap(({ findings }) => findings.map(({ rule, severity }) => `${rule} (${severity})`)))
  expect([...seen].sort()).toEqual(declared.sort())
})

it('no title of a case occurs twice', () => {
  const titles = all.map(({ title }: DefinitionCase) => title)
  expect(titles).toEqual([...new Set(titles)])
})

function errorOf(definition: unknown): DefinitionError {
  try {
    defineCluster(definition as ClusterInput)
  } catch (error) {
    if (error instanceof DefinitionError) return error
    throw error
  }
  throw new Error('the definition was accepted')
}

function objectOf(definition: unknown): Finding['object'] {
  const name = Object(definition).name
  return { apiVersion: 'ainur/v1', kind: 'Cluster', name: typeof name === 'string' ? name : '(unnamed)' }
}
