import { createHash } from 'node:crypto'
import { parseAllDocuments } from 'yaml'
import type { KubeObject } from '../api/kube-object.ts'

/** The CustomResourceDefinitions in YAML texts, reduced to name and spec, sorted by name. */
export function readCrds(texts: readonly string[]): KubeObject[] {
  return texts
    .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as KubeObject | null))
    .filter((object): object is KubeObject => object?.kind === 'CustomResourceDefinition')
    .map(({ apiVersion, kind, metadata, spec }) => ({ apiVersion, kind, metadata: { name: metadata.name }, spec }))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
}

/** SHA-256 of what `readCrds` gives, whatever the order of keys was. */
export function crdDigest(crds: readonly KubeObject[]): string {
  return createHash('sha256').update(JSON.stringify(crds, sortKeys)).digest('hex')
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
