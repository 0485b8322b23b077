import type { ObjectRef } from '@ainur/constructs'
import { identityKey, identityOfRef } from '../../layout/identity.ts'
import type { TreeIndex } from '../../layout/tree-index.ts'

/** Looks up the source file of the construct that made an object. Asks for the indexes when first asked itself. */
export function readSourceIndex(indexes: () => readonly TreeIndex[]): (object: ObjectRef) => string | undefined {
  let sources: Map<string, string> | undefined
  return ({ apiVersion, kind, namespace, name }) => {
    sources ??= sourcesOf(indexes())
    return sources.get(identityKey(identityOfRef({ apiVersion, kind, namespace, name })))
  }
}

function sourcesOf(indexes: readonly TreeIndex[]): Map<string, string> {
  const sources = new Map<string, string>()
  for (const { apiVersion, kind, namespace, name, sourceFile } of indexes.flatMap(({ objects }) => objects)) {
    if (sourceFile) sources.set(identityKey(identityOfRef({ apiVersion, kind, namespace, name })), sourceFile)
  }
  return sources
}
