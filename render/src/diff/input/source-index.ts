import type { ObjectRef } from '@ainur/constructs'
import { identityKey, identityOfRef } from '../../layout/identity.ts'
import { isTreeIndex } from '../../layout/tree-index.ts'
import type { SourceFiles } from './source-files.ts'

/** Looks up the source file of the construct that made an object. Reads the indexes when first asked. */
export function readSourceIndex(files: SourceFiles): (object: ObjectRef) => string | undefined {
  let sources: Map<string, string> | undefined
  return ({ apiVersion, kind, namespace, name }) => {
    sources ??= load(files)
    return sources.get(identityKey(identityOfRef({ apiVersion, kind, namespace, name })))
  }
}

function load(files: SourceFiles): Map<string, string> {
  const sources = new Map<string, string>()
  for (const text of files.indexes()) {
    const index = parse(text)
    if (!isTreeIndex(index)) continue
    for (const { apiVersion, kind, namespace, name, sourceFile } of index.objects) {
      if (sourceFile) sources.set(identityKey(identityOfRef({ apiVersion, kind, namespace, name })), sourceFile)
    }
  }
  return sources
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
