import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { loadCrdIndex, sharedCrdsOf } from '@ainur/constructs/crds'
import { crdKinds } from './crd-kinds.ts'
import type { SchemaIndex } from './kind-entry.ts'
import type { Schema, SchemaFile } from './schema.ts'
import type { TrimmedSchemas } from './trim-schema.ts'

const generated = new URL('./generated/', import.meta.url)
const loaded = new Map<string, SchemaFile>()
let index: SchemaIndex | undefined

/** What there are schemas of: Kubernetes' own kinds by minor, and the custom resources of each pinned upstream. */
export function loadSchemaIndex(): SchemaIndex {
  if (!index) {
    const core = JSON.parse(readFileSync(new URL('index.json', generated), 'utf8')) as SchemaIndex
    index = { files: { ...core.files, ...loadCrdIndex() } }
  }
  return index
}

/** The schemas of one file of the index; read once per process. */
export function loadSchemaFile(name: string): SchemaFile {
  let file = loaded.get(name)
  if (!file) {
    file = Object.hasOwn(loadCrdIndex(), name) ? customSchemas(name) : coreSchemas(name)
    loaded.set(name, file)
  }
  return file
}

function coreSchemas(name: string): SchemaFile {
  const bytes = brotliDecompressSync(readFileSync(new URL(`${name}.json.br`, generated)))
  return JSON.parse(bytes.toString('utf8')) as SchemaFile
}

/** From the definitions that clusters get, so that both say the same. */
function customSchemas(upstream: string): SchemaFile {
  const trimmed: TrimmedSchemas = new Map()
  const kinds: Record<string, Record<string, Schema>> = {}
  for (const { apiVersion, kind, schema } of sharedCrdsOf(upstream).flatMap((crd) => crdKinds(crd, trimmed))) {
    kinds[apiVersion] = { ...kinds[apiVersion], [kind]: schema }
  }
  return { definitions: {}, kinds }
}
