import { parseArgoYamlAll } from '../../yaml/argo-yaml.ts'
import { exceedsSize } from '../../yaml/expanded-size.ts'
import type { DocumentFormat } from '../model.ts'
import { parseIni } from './ini.ts'

export interface ParsedDocument {
  readonly format: DocumentFormat
  readonly value: object
}

/**
 * Reads a string that holds a document: by the name it has (`config.yaml`, `valuesContent`) or, for JSON, by its form.
 * Undefined for plain text.
 */
export function parseDocument(name: string, text: string): ParsedDocument | undefined {
  const format = formatOf(name, text)
  if (!format) return undefined
  try {
    const value = format === 'json' ? JSON.parse(text) : format === 'ini' ? parseIni(text) : yamlDocuments(text)
    if (typeof value !== 'object' || value === null || exceedsSize(value, 200_000, 200)) return undefined
    return { format, value }
  } catch {
    return undefined
  }
}

function formatOf(name: string, text: string): DocumentFormat | undefined {
  if (/\.json$/i.test(name)) return 'json'
  if (/\.(ya?ml)$/i.test(name) || name === 'values' || name === 'valuesContent') return 'yaml'
  if (/\.(ini|cfg|properties|env|toml)$/i.test(name)) return 'ini'
  if (/^\s*[{[]/.test(text) && /[}\]]\s*$/.test(text)) return 'json'
  return undefined
}

function yamlDocuments(text: string): unknown {
  const documents = parseArgoYamlAll(text)
  return documents.length === 1 ? documents[0] : documents
}

/**
 * Text without what its reader ignores: trailing spaces, empty lines and whole-line comments. Only for comparing; what
 * is shown is the text itself.
 */
export function textMeaning(name: string, text: string): string {
  const comment = /\.(sh|bash|py|conf|cfg|ini|properties|env|toml)$|^Corefile$|\.(server|override)$/i.test(name)
    ? /^\s*(#(?!!)|;)/
    : undefined
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !comment?.test(line))
    .join('\n')
}

/** Whether empty lines, trailing spaces or comments of `name` have no meaning: not so for certificates or plain data. */
export function hasTextMeaning(name: string): boolean {
  return /\.(sh|bash|conf|cfg|ini|properties|env|toml|server|override)$|^Corefile$/i.test(name)
}
