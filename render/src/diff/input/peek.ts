import { groupOf } from '../../model/group-of.ts'

/** What the first lines of a document say about it. Only ever a hint of where to look: parsing decides. */
export interface Peek {
  readonly kind: string
  readonly group: string
  readonly namespace?: string
  readonly name: string
}

const plain = '"?([A-Za-z0-9][A-Za-z0-9._:/-]*)"?[ \\t]*\\r?$'
const kindLine = new RegExp(`^kind:[ \\t]+${plain}`, 'gm')
const versionLine = new RegExp(`^apiVersion:[ \\t]+${plain}`, 'gm')
const metadataLine = /^metadata:[ \t]*\r?\n((?:(?:[ \t]+[^\n]*|#[^\n]*|[ \t]*)(?:\n|$))*)/gm

/**
 * Reads kind, group, namespace and name of a document in block style without parsing it; undefined if the text is
 * unusual in any way (flow style, anchors, tags, keys given twice, merge keys, lists of objects).
 */
export function peek(text: string): Peek | undefined {
  if (/^(<<|items|['"{[&!?])/m.test(text) || text.includes('\t')) return undefined
  const kind = only(text, kindLine)
  const apiVersion = only(text, versionLine)
  const metadata = only(text, metadataLine)
  if (!kind || !apiVersion || metadata === undefined) return undefined
  const indent = /^( +)[A-Za-z]/m.exec(metadata)?.[1]
  if (!indent) return undefined
  const name = only(metadata, field(indent, 'name'))
  const namespaces = metadata.match(new RegExp(`^${indent}["']?namespace`, 'gm')) ?? []
  if (!name || namespaces.length > 1 || /^ *<</m.test(metadata)) return undefined
  const namespace = namespaces.length === 1 ? only(metadata, field(indent, 'namespace')) : undefined
  if (namespaces.length === 1 && !namespace) return undefined
  return { kind, group: groupOf(apiVersion), name, ...(namespace && { namespace }) }
}

const fields = new Map<string, RegExp>()
function field(indent: string, key: string): RegExp {
  const id = `${indent}${key}`
  const known = fields.get(id) ?? new RegExp(`^${indent}${key}:[ \\t]+${plain}`, 'gm')
  fields.set(id, known)
  return known
}

function only(text: string, pattern: RegExp): string | undefined {
  pattern.lastIndex = 0
  const first = pattern.exec(text)
  if (!first) return undefined
  const value = first[1]
  return pattern.exec(text) ? undefined : value
}
