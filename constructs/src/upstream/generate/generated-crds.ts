import type { CrdIndex, CrdSpec } from '../crds.ts'
import type { Upstream } from '../upstream.ts'
import { crdDigest, type UpstreamCrd } from './crd-digest.ts'
import { readableJson } from './readable-json.ts'
import { shareParts } from './share-parts.ts'
import { structureOf } from './structure-of.ts'

export interface GeneratedCrds {
  /** Text of `generated/<upstream>.json`. */
  readonly text: string
  readonly entry: CrdIndex[string]
}

/** What is generated from the definitions of an upstream. */
export function generatedCrds({ version }: Upstream, crds: readonly UpstreamCrd[]): GeneratedCrds {
  const structures = crds.map(({ spec, ...crd }) => ({ ...crd, spec: structureOf(spec) }))
  const kinds: Record<string, Record<string, readonly [CrdSpec['scope'], string]>> = {}
  for (const { spec } of structures) {
    const { group, names, scope, versions } = spec as unknown as CrdSpec
    for (const { name } of versions.filter(({ served }) => served)) {
      const apiVersion = `${group}/${name}`
      kinds[apiVersion] = { ...kinds[apiVersion], [names.kind]: [scope, names.plural] }
    }
  }
  return { text: readableJson(shareParts(structures)), entry: { version, sha256: crdDigest(crds), kinds } }
}
