import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { loadCrdIndex } from '@ainur/constructs/crds'
import type { SchemaIndex } from './kind-entry.ts'
import type { SchemaFile } from './schema.ts'

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

/** The schemas of Kubernetes' own kinds, `kubernetes-1.36`; read once per process. */
export function loadSchemaFile(name: string): SchemaFile {
  let file = loaded.get(name)
  if (!file) {
    const bytes = brotliDecompressSync(readFileSync(new URL(`${name}.json.br`, generated)))
    file = JSON.parse(bytes.toString('utf8')) as SchemaFile
    loaded.set(name, file)
  }
  return file
}
