import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { scratchRoot } from '../../src/cleanup/scratch-root.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { sandboxImage } from '../../src/node/node-files.ts'
import { createNodeCluster, nodeProvider, sweepNodes } from '../../src/node/node-provider.ts'
import { asRealNode } from '../../src/node/real-node.ts'
import type { Slot } from '../../src/node/slot.ts'
import { traces } from '../../src/node/traces.ts'
import { isReady, waitForPod } from '../../src/node/wait-for-pod.ts'
import { until } from '../../src/wait/until.ts'

const skipped = await skipReason('real-pods', nodeProvider)

const node = (name: string) => asRealNode({ apiVersion: 'v1', kind: 'Node', metadata: { name } })
const create = (name: string) => createNodeCluster({ name, nodes: [node(name)] })

/** A pod that needs no image but the one that every node has. */
const sleeper: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'sleeper', namespace: 'default' },
  spec: {
    containers: [
      {
        name: 'main',
        image: sandboxImage,
        imagePullPolicy: 'Never',
        volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
      },
    ],
    volumes: [{ name: 'scratch', emptyDir: { medium: 'Memory' } }],
  },
}

/** What a kubelet would change for the whole machine. */
const machineSettings = () =>
  [
    'vm/overcommit_memory',
    'vm/panic_on_oom',
    'kernel/panic',
    'kernel/panic_on_oops',
    'kernel/keys/root_maxkeys',
    'net/ipv4/ip_forward',
    'net/netfilter/nf_conntrack_max',
  ].map((name) => [name, settingOf(name)])

function settingOf(name: string): string | undefined {
  try {
    return readFileSync(`/proc/sys/${name}`, 'utf8').trim()
  } catch {
    return undefined
  }
}

/** Slots that this process holds. */
function ownSlots(): string[] {
  const folder = join(scratchRoot(), 'nodes')
  return readdirSync(folder).filter((name) => ownerOf(join(folder, name)) === process.pid)
}

/** Undefined while another run makes or removes the reservation. */
function ownerOf(reservation: string): number | undefined {
  try {
    return JSON.parse(readFileSync(reservation, 'utf8')).pid
  } catch {
    return undefined
  }
}

const kinds = (slot: Slot, directory: string) => new Set(traces(slot, directory).map((line) => line.split(' ')[0]))

describe.skipIf(skipped)('a node cluster', () => {
  it('leaves nothing on the machine when it is destroyed, and changes no setting of it while it runs', async () => {
    const before = machineSettings()
    const cluster = await create('ends')
    const { slot, family } = cluster
    try {
      await cluster.apply([sleeper])
      await waitForPod(cluster.api, { namespace: 'default', what: 'be ready' }, isReady)
      expect(machineSettings()).toEqual(before)
      expect(ownSlots()).toEqual([String(slot.number)])
      // Neither mounts nor rules of a node ever show outside of it.
      expect(kinds(slot, family.directory)).toEqual(new Set(['path', 'process', 'cgroup', 'route']))
      expect(await cluster.space.run('nft', ['list', 'tables'])).toContain('kube-proxy')
    } finally {
      await cluster.destroy()
    }
    expect(traces(slot, family.directory)).toEqual([])
    expect(machineSettings()).toEqual(before)
    await cluster.destroy()
  })

  it('dies with a process that is killed, and the next run sweeps what the kernel leaves', async () => {
    const script = fileURLToPath(new URL('held-cluster.ts', import.meta.url))
    const holder = execa('node', ['--import', 'tsx', script], { buffer: false, reject: false })
    const { slot, directory } = await new Promise<{ slot: Slot; directory: string }>((resolve, reject) => {
      holder.stdout.once('data', (data) => resolve(JSON.parse(String(data))))
      holder.then((result) => reject(new Error(`the holder ended: ${result.shortMessage ?? 'without a word'}`)))
    })
    expect(kinds(slot, directory)).toContain('process')
    holder.kill('SIGKILL')

    // No sweep yet: the kernel alone ends every process of the node.
    const inside = () => traces(slot, directory).filter((line) => line.endsWith('in a cgroup'))
    await until(() => (inside().length === 0 ? { done: true } : { state: inside().join(', ') }), {
      what: 'the processes of the node to end',
    })
    expect(traces(slot, directory)).not.toEqual([])
    expect(await sweepNodes()).toContain(slot.network.link)
    expect(traces(slot, directory)).toEqual([])
  })

  it('does not disturb another', async () => {
    const [one, other] = await Promise.all([create('one'), create('other')])
    try {
      expect(one.slot.number).not.toBe(other.slot.number)
      await one.destroy()
      // Another run on this machine may have left something just now.
      const swept = await sweepNodes()
      expect(swept.filter((link) => [one, other].some(({ slot }) => slot.network.link === link))).toEqual([])
      await other.apply([sleeper])
      await waitForPod(other.api, { namespace: 'default', what: 'be ready' }, isReady)
    } finally {
      await Promise.all([one.destroy(), other.destroy()])
    }
  })

  it('that cannot start says why and leaves nothing', async () => {
    const images = ['/nowhere/image.tar']
    const request = { name: 'fails', nodes: [node('fails')], images }
    await expect(createNodeCluster(request)).rejects.toThrow('/nowhere/image.tar')
    // A slot is given back only when nothing of it is left.
    expect(ownSlots()).toEqual([])
    expect(readdirSync(join(scratchRoot(), 'clusters')).filter((name) => name.startsWith('fails-'))).toEqual([])
  })

  it('is refused when no node, or more than one, is to be real', async () => {
    await expect(createNodeCluster({ name: 'none', nodes: [] })).rejects.toThrow('0 nodes are marked as real')
    const two = createNodeCluster({ name: 'two', nodes: [node('a'), node('b')] })
    await expect(two).rejects.toThrow('2 nodes are marked as real (a, b)')
  })
})
