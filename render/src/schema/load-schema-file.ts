import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import type { SchemaIndex } from './kind-entry.ts'
import type { SchemaFile } from './schema.ts'

const generated = new URL('./generated/', import.meta.url)
const loaded = new Map<string, SchemaFile>()
let index: SchemaIndex | undefined

/** The index of the generated schemas; read once per process. */
export function loadSchemaIndex(): SchemaIndex {
  index ??= JSON.parse(readFileSync(new URL('index.json', generated), 'utf8')) as SchemaIndex
  return index
}

/** The generated schemas of one file of the index; read once per process. */
export function loadSchemaFile(name: string): SchemaFile {
  let file = loaded.get(name)
  if (!file) {
    const bytes = brotliDecompressSync(readFileSync(new URL(`${name}.json.br`, generated)))
    file = JSON.parse(bytes.toString('utf8')) as SchemaFile
    loaded.set(name, file)
  }
  return file
}
