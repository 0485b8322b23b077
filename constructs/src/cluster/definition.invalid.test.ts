import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../finding/finding.ts'
import { defineCluster } from './define-cluster.ts'
import { DefinitionError } from './definition-error.ts'
import { base } from './fixtures/base.ts'
import type { DefinitionCase } from './fixtures/case.ts'
import { edit } from './fixtures/edit.ts'
import { invalidCluster } from './fixtures/invalid-cluster.ts'
import { invalidDisks } from './fixtures/invalid-disks.ts'
import { invalidIdentity } from './fixtures/invalid-identity.ts'
import { invalidMachines } from './fixtures/invalid-machines.ts'
import { invalidNetwork } from './fixtures/invalid-network.ts'
import { invalidNodes } from './fixtures/invalid-nodes.ts'
import { invalidShape } from './fixtures/invalid-shape.ts'
import { unusual } from './fixtures/unusual.ts'
import type { ClusterInput } from './input.ts'

const tables = {
  shape: invalidShape,
  cluster: invalidCluster,
  network: invalidNetwork,
  nodes: invalidNodes,
  machines: invalidMachines,
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

describe('the rules of a definition', () => {
  const declared = sources().flatMap((text) =>
    [...text.matchAll(/(error|warning)Rule\('([a-z0-9-]+)'\)/g)].map(([, severity, rule]) => `${rule} (${severity})`),
  )
  const seen = new Set(all.flatMap(({ findings }) => findings.map(({ rule, severity }) => `${rule} (${severity})`)))
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const documented = [...readme.matchAll(/^\| `([a-z0-9-]+)` +\| (error|warning) +\|/gm)].map(
    (row) => `${row[1]} (${row[2]})`,
  )

  it('are each shown to fire by a case', () => {
    expect([...seen].sort()).toEqual([...declared].sort())
  })

  it('are each explained in the README, with their severity', () => {
    expect(documented.sort()).toEqual([...declared].sort())
  })
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

function sources(): string[] {
  const here = new URL('.', import.meta.url)
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('fixtures'))
    .map((file) => readFileSync(new URL(file.replaceAll('\\', '/'), here), 'utf8'))
}
