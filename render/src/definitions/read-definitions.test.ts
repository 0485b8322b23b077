import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { type DefinitionFilesError, readDefinitions } from './read-definitions.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ainur-definitions-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const definition = (kind: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${kind.toLowerCase()}s.example.org` },
  spec: {
    group: 'example.org',
    scope: 'Namespaced',
    names: { kind, plural: `${kind.toLowerCase()}s` },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
})
const write = (file: string, text: string) => {
  mkdirSync(join(root, 'crds'), { recursive: true })
  writeFileSync(join(root, 'crds', file), text)
}
const names = () => readDefinitions(root).map(({ metadata }) => metadata.name)

it('reads every definition of every file, in the order of their names, and lists as kubectl prints them', () => {
  expect(names()).toEqual([])
  write('b.yaml', `${stringify(definition('One'))}---\n${stringify(definition('Two'))}---\n`)
  write('c.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [definition('Three')] }))
  write('a.yml', stringify(definition('Four')))
  write('README.md', 'Where they come from.')
  expect(names()).toEqual(['fours.example.org', 'ones.example.org', 'twos.example.org', 'threes.example.org'])
})

it('leaves out what the cluster added that a definition was read from', () => {
  const { metadata, ...rest } = definition('One')
  write('a.yaml', stringify({ ...rest, metadata: { ...metadata, uid: 'x', resourceVersion: '7' }, status: {} }))
  expect(readDefinitions(root)).toEqual([definition('One')])
})

it('tells all that is something else, with its file', () => {
  write('chart.yaml', 'metadata:\n  labels: {{- include "labels" . | nindent 4 }}\n')
  write('empty.yaml', '# nothing\n')
  write('mixed.yaml', `${stringify(definition('One'))}---\nkind: ConfigMap\n`)
  write('unserved.yaml', stringify({ ...definition('One'), spec: { group: 'example.org' } }))
  const told = () => {
    try {
      return readDefinitions(root)
    } catch (error) {
      return (error as DefinitionFilesError).findings.map(({ object, path, message }) => [object.name, path, message])
    }
  }
  expect(told()).toEqual([
    ['crds/chart.yaml', '', expect.stringMatching(/^it is not YAML: .* at line 2/)],
    ['crds/empty.yaml', '', 'it is empty'],
    ['crds/mixed.yaml', '[1]', 'document 2 is no CustomResourceDefinition with a served version'],
    ['crds/unserved.yaml', '[0]', 'document 1 is no CustomResourceDefinition with a served version'],
  ])
})
