import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mapChildren, mapSchema } from './generate/map-schema.ts'
import { kubernetesSources } from './generate/sources.ts'
import { loadCustomSchema } from './load-custom-schema.ts'
import { loadSchemaFile, loadSchemaIndex } from './load-schema-file.ts'
import type { Schema, SchemaFile } from './schema.ts'
import { compilePattern } from './validate/pattern.ts'

const { files } = loadSchemaIndex()
const names = Object.keys(files)

/** Custom resources have no file of schemas: theirs are made from the definitions. */
function fileOf(name: string): SchemaFile {
  const { minor, kinds = {} } = files[name] ?? {}
  if (minor !== undefined) return loadSchemaFile(name)
  const ofVersion = (apiVersion: string) =>
    Object.fromEntries(
      Object.entries(kinds[apiVersion] ?? {}).map(([kind, [, plural]]) => [
        kind,
        loadCustomSchema(name, apiVersion, kind, plural),
      ]),
    )
  return {
    definitions: {},
    kinds: Object.fromEntries(Object.keys(kinds).map((version) => [version, ofVersion(version)])),
  }
}

/** Every schema of a file, those inside others included. */
function schemasOf(name: string): Schema[] {
  const found: Schema[] = []
  const { definitions, kinds } = fileOf(name)
  const collect = (schema: Schema) => {
    found.push(schema)
    return schema
  }
  for (const root of [...Object.values(definitions), ...Object.values(kinds).flatMap(Object.values)]) {
    mapSchema(root, collect)
  }
  return found
}

test('the index names every file beside it, and no other', () => {
  const present = readdirSync(new URL('./generated/', import.meta.url)).filter((name) => name !== 'index.json')
  const core = names.filter((name) => files[name]?.minor !== undefined)
  expect(present.sort()).toEqual(core.map((name) => `${name}.json.br`).sort())
})

test('the core files were made from the inputs that are pinned now', () => {
  const made = Object.values(files).flatMap(({ minor, source, tag, inputs }) =>
    minor === undefined ? [] : { minor, module: source, tag, inputs },
  )
  expect(made).toEqual(kubernetesSources)
})

test('no API version comes from two upstreams', () => {
  const custom = Object.values(files).flatMap(({ minor, kinds }) => (minor === undefined ? Object.keys(kinds) : []))
  expect(custom.filter((apiVersion, index) => custom.indexOf(apiVersion) !== index)).toEqual([])
})

describe.each(names)('%s', (name) => {
  const schemas = schemasOf(name)

  test('holds exactly the kinds of the index', () => {
    const kindsOf = (kinds: object) =>
      Object.entries(kinds)
        .flatMap(([version, of]) => Object.keys(of).map((kind) => `${version} ${kind}`))
        .sort()
    expect(kindsOf(fileOf(name).kinds)).toEqual(kindsOf(files[name]?.kinds ?? {}))
  })

  test('refers only to definitions that exist', () => {
    const { definitions } = fileOf(name)
    const references = schemas.flatMap(({ $ref }) => $ref ?? [])
    expect(references.filter((reference) => !Object.hasOwn(definitions, reference))).toEqual([])
  })

  test('has patterns that JavaScript can read', () => {
    const patterns = schemas.flatMap(({ pattern }) => pattern ?? [])
    expect(patterns.filter((pattern) => compilePattern(pattern) === null)).toEqual([])
  })

  test('carries no text of the upstream', () => {
    const texts = schemas.flatMap((schema) => Object.keys(mapChildren(schema, () => ({}))))
    expect(texts.filter((keyword) => ['description', 'title', 'example', 'externalDocs'].includes(keyword))).toEqual([])
  })
})
