/**
 * A run of the emitter in a process of its own, to be killed.
 *
 * Arguments: folder, trees (JSON: cluster -> objects of `sampleTree`), step before which to die (-1: never), and `swap`
 * or `rename`.
 */
import { emit } from '../emit.ts'
import { nodeFileSystem } from '../file-system.ts'
import { sampleTree } from './sample-tree.ts'

const [outDir = '', trees = '{}', step = '-1', way] = process.argv.slice(2)
let calls = 0
const fs = new Proxy(
  { ...nodeFileSystem, ...(way === 'rename' ? { exchange: () => false } : {}) },
  {
    get:
      (target, name: keyof typeof nodeFileSystem) =>
      (...args: never[]) => {
        if (calls++ === Number(step)) process.kill(process.pid, 'SIGKILL')
        return (target[name] as (...all: never[]) => unknown)(...args)
      },
  },
)
await emit({
  outDir,
  fs,
  allowRemovals: true,
  trees: new Map(
    Object.entries(JSON.parse(trees) as Record<string, Record<string, string>>).map(([cluster, objects]) => [
      cluster,
      sampleTree(objects),
    ]),
  ),
})
