/**
 * A run of the emitter in a process of its own, to be killed.
 *
 * Arguments: folder; trees (JSON: cluster -> objects of `sampleTree`); number of the call that changes the file system
 * before which something happens (-1: never); what happens: `kill`, `fail` (that call) or `fail-on` (and all after it).
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { emit } from '../emit.ts'
import { sampleTree } from './sample-tree.ts'

const [outDir = '', trees = '{}', step = '-1', what = 'kill'] = process.argv.slice(2)

let calls = 0
const changing = (Object.keys(fs) as (keyof typeof fs)[]).filter((name) =>
  /^(append|chmod|chown|copy|cp|l?utimes|link|mk|rename|rm|symlink|truncate|unlink|write).*Sync$/.test(name),
)
for (const name of changing) {
  const real = fs[name] as (...args: unknown[]) => unknown
  const counted = (...args: unknown[]): unknown => {
    const call = calls++
    if (call === Number(step) && what === 'kill') process.kill(process.pid, 'SIGKILL')
    if (call === Number(step) || (call > Number(step) && Number(step) >= 0 && what === 'fail-on')) {
      throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC' })
    }
    return real(...args)
  }
  Object.assign(fs, { [name]: counted })
}
syncBuiltinESMExports()

await emit({
  outDir,
  allowRemovals: true,
  complete: true,
  trees: new Map(
    Object.entries(JSON.parse(trees) as Record<string, Record<string, string>>).map(([cluster, objects]) => [
      cluster,
      sampleTree(objects),
    ]),
  ),
})
