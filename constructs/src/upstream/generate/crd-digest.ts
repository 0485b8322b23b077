import { createHash } from 'node:crypto'
import { parseAllDocuments } from 'yaml'
import { isRecord } from '../../app/is-record.ts'
import { approvalAnnotation } from '../crds.ts'

/** Name and spec of a CustomResourceDefinition, as upstream wrote it. */
export interface UpstreamCrd {
  readonly name: string
  /** Its annotation `api-approved.kubernetes.io`: the API server takes none of a group of Kubernetes' own without it. */
  readonly approval?: string
  readonly spec: Record<string, unknown>
}

/** The CustomResourceDefinitions in YAML texts, reduced to name, approval and spec, sorted by name. */
export function readCrds(texts: readonly string[]): UpstreamCrd[] {
  return texts
    .flatMap((text) => parseAllDocuments(text).map((document): unknown => document.toJS()))
    .flatMap((object) => {
      if (!isRecord(object) || object.kind !== 'CustomResourceDefinition') return []
      const { metadata, spec } = object
      if (!isRecord(metadata) || !isRecord(spec)) return []
      const approval = isRecord(metadata.annotations) ? metadata.annotations[approvalAnnotation] : undefined
      return [{ name: String(metadata.name), ...(typeof approval === 'string' ? { approval } : {}), spec }]
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** SHA-256 of what `readCrds` gives, as the objects that an API server takes, whatever the order of keys was. */
export function crdDigest(crds: readonly UpstreamCrd[]): string {
  const objects = crds.map(({ name, approval, spec }) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name, ...(approval === undefined ? {} : { annotations: { [approvalAnnotation]: approval } }) },
    spec,
  }))
  return createHash('sha256').update(JSON.stringify(objects, sortKeys)).digest('hex')
}

function sortKeys(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
