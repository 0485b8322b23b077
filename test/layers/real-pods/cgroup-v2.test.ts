import { readFileSync, rmdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { skipReason } from '../../src/layers/runnable.ts'
import { cgroupV2 } from '../../src/node/cgroup-v2.ts'
import { mountNode } from '../../src/node/mount-node.ts'
import { nodeBinaries } from '../../src/node/node-binaries.ts'
import { nodeProvider } from '../../src/node/node-provider.ts'
import { NodeSpace } from '../../src/node/node-space.ts'
import { Family } from '../../src/process/family.ts'
import { until } from '../../src/wait/until.ts'

const skipped = await skipReason('real-pods', nodeProvider)
const root = hierarchy(readFileSync('/proc/self/mounts', 'utf8'))

if (!root) process.stderr.write('this machine mounts no cgroup v2: its branch is not tried\n')

// Most machines with cgroup v1 mount the hierarchy of version 2 as well, without controllers: enough to show where
// processes go, though not that pods are limited.
describe.skipIf(skipped || !root)('a node in the hierarchy of cgroup v2', () => {
  let family: Family | undefined
  let space: NodeSpace | undefined
  const cgroup = cgroupV2(`ainur-v2-${process.pid}`, root as string)

  afterEach(async () => {
    await space?.close()
    await family?.end()
    await until(
      () => {
        for (const directory of cgroup.directories()) rmdirSync(directory)
        return { done: true }
      },
      { what: 'the cgroups to be empty' },
    )
  })

  it('has its own root, with its processes in a leaf below it and room for pods beside that', async () => {
    family = new Family('cgroup-v2')
    space = await NodeSpace.open(family, cgroup, (await nodeBinaries())['pod-sandbox'])
    await mountNode(space, cgroup, family.directory)
    const started = space.start('sleeper', 'sleep', ['600'])

    const processes = () => space?.run('cat', ['/sys/fs/cgroup/init/cgroup.procs']).then((text) => text.split('\n'))
    await until(
      async () => {
        const found = (await processes()) ?? []
        return found.length > 1 ? { done: true } : { state: found.join(', ') }
      },
      { what: 'two processes in the leaf', guard: () => started.assertRunning() },
    )
    // The first process, by its number inside.
    expect(await processes()).toContain('1')
    expect(await space.run('cat', ['/proc/1/cgroup'])).toMatch(/^0::\/init$/m)
    expect(await space.run('cat', ['/sys/fs/cgroup/cgroup.procs'])).toBe('')
    // As a kubelet and runc do.
    await space.run('mkdir', ['-p', '/sys/fs/cgroup/kubepods/pod'])
    expect(cgroup.directories().map((path) => path.split('/').slice(-2).join('/'))).toContain('kubepods/pod')
    await space.run('sh', ['-c', 'sleep 600 > /dev/null 2>&1 & echo $! > /sys/fs/cgroup/kubepods/pod/cgroup.procs'])
    expect(await space.run('cat', ['/sys/fs/cgroup/kubepods/pod/cgroup.procs'])).toMatch(/^\d+$/)
  })
})

/** Where version 2 is mounted. */
function hierarchy(mounts: string): string | undefined {
  return mounts
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, , type]) => type === 'cgroup2')?.[1]
}
