import { isTreeIndex, type TreeIndex } from '../../layout/tree-index.ts'
import type { SourceFiles } from './source-files.ts'

/** The indexes of ours in a tree, one per cluster; texts of others are passed over. */
export function readIndexes(files: SourceFiles): TreeIndex[] {
  return files.indexes().map(parse).filter(isTreeIndex)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
