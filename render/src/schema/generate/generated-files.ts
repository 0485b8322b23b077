import { parseAllDocuments } from 'yaml'
import { groupBy } from '../../model/group-by.ts'
import { groupOf } from '../../model/group-of.ts'
import { crdKinds } from '../crd-kinds.ts'
import type { SchemaFileEntry, SchemaIndex, Scope } from '../kind-entry.ts'
import type { Schema, SchemaFile } from '../schema.ts'
import { coreSchemas } from './core-schemas.ts'
import { deduplicate } from './deduplicate.ts'
import { goOpenApiFacts } from './go-openapi-facts.ts'
import { readCrdInput, readKubernetesInputs } from './inputs.ts'
import { crdSources, enumsPath, kubernetesSources, openApiPath } from './sources.ts'

export interface GeneratedFiles {
  readonly index: SchemaIndex
  readonly files: Readonly<Record<string, SchemaFile>>
}

/** Makes everything below `generated/` in memory. Throws on an input that is not the pinned one. */
export function generatedFiles(crdDirectory: string | undefined): GeneratedFiles {
  const files: Record<string, SchemaFile> = {}
  const entries: Record<string, SchemaFileEntry> = {}
  for (const source of kubernetesSources) {
    const inputs = readKubernetesInputs(source)
    const { file, kinds } = coreSchemas(JSON.parse(inputs[openApiPath] ?? ''), goOpenApiFacts(inputs[enumsPath] ?? ''))
    const name = `kubernetes-${source.minor}`
    files[name] = file
    entries[name] = { minor: source.minor, source: source.module, tag: source.tag, inputs: source.inputs, kinds }
  }
  for (const source of crdSources) {
    const groups = groupBy(customKinds(readCrdInput(source, crdDirectory)), ({ apiVersion }) => groupOf(apiVersion))
    for (const [group, kinds] of groups) {
      if (files[group]) throw new Error(`${source.file}: API group ${group} also stands in another file`)
      const schemas: Record<string, Record<string, Schema>> = {}
      const index: Record<string, Record<string, [Scope, string]>> = {}
      for (const { apiVersion, kind, scope, plural, schema } of kinds) {
        schemas[apiVersion] = { ...schemas[apiVersion], [kind]: schema }
        index[apiVersion] = { ...index[apiVersion], [kind]: [scope, plural] }
      }
      files[group] = deduplicate(schemas)
      const { source: from, tag, file, sha256 } = source
      entries[group] = { source: from, tag, inputs: { [file]: sha256 }, kinds: index }
    }
  }
  return { index: { files: entries }, files }
}

function customKinds(yaml: string) {
  return parseAllDocuments(yaml).flatMap((document) => crdKinds(document.toJS()))
}
