import type { ObjectRef } from '@ainur/constructs'
import { GENERATOR, type TreeIndex } from '../../layout/tree-index.ts'
import { type Files, MARKER } from '../marker.ts'

/** Files of a made-up cluster: object `Kind namespace/name` -> the text in it. */
export function sampleTree(objects: Readonly<Record<string, string>>, apiVersions: Record<string, string> = {}): Files {
  const indexed = Object.keys(objects).map((key) => {
    const [kind = '', rest = ''] = key.split(' ')
    const [namespace, name = ''] = rest.includes('/') ? rest.split('/') : [undefined, rest]
    const ref: ObjectRef = { apiVersion: apiVersions[kind] ?? 'v1', kind, namespace, name }
    return { ...ref, file: `apps/${namespace ?? 'cluster'}/${kind}-${name}.yaml`, text: objects[key] }
  })
  const index: TreeIndex = {
    generator: GENERATOR,
    formatVersion: 1,
    cluster: 'sample',
    apps: [],
    exposures: [],
    addresses: [],
    dnsRecords: {},
    secretNeeds: [],
    replacedComponents: [],
    findings: [],
    objects: indexed.map(({ text, ...entry }) => entry),
  }
  return new Map([
    ['index.json', Buffer.from(`${JSON.stringify(index, null, 2)}\n`)],
    ...indexed.map(({ file, text, ...ref }) => [file, Buffer.from(MARKER + yaml(ref, text))] as const),
  ])
}

function yaml({ apiVersion, kind, namespace, name }: ObjectRef, text = ''): string {
  const metadata = namespace ? `  name: ${name}\n  namespace: ${namespace}` : `  name: ${name}`
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n${metadata}\ndata:\n  text: ${JSON.stringify(text)}\n`
}
