import type { SchemaFileEntry, SchemaIndex } from '../kind-entry.ts'
import type { SchemaFile } from '../schema.ts'
import { coreSchemas } from './core-schemas.ts'
import { goOpenApiFacts } from './go-openapi-facts.ts'
import { readKubernetesInputs } from './inputs.ts'
import { enumsPath, kubernetesSources, openApiPath } from './sources.ts'

export interface GeneratedFiles {
  readonly index: SchemaIndex
  readonly files: Readonly<Record<string, SchemaFile>>
}

/** Makes everything below `generated/` in memory. Throws on an input that is not the pinned one. */
export function generatedFiles(): GeneratedFiles {
  const files: Record<string, SchemaFile> = {}
  const entries: Record<string, SchemaFileEntry> = {}
  for (const source of kubernetesSources) {
    const inputs = readKubernetesInputs(source)
    const { file, kinds } = coreSchemas(JSON.parse(inputs[openApiPath] ?? ''), goOpenApiFacts(inputs[enumsPath] ?? ''))
    const name = `kubernetes-${source.minor}`
    files[name] = file
    entries[name] = { minor: source.minor, source: source.module, tag: source.tag, inputs: source.inputs, kinds }
  }
  return { index: { files: entries }, files }
}
