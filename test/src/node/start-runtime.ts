import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { execa } from 'execa'
import { until } from '../wait/until.ts'
import { dnsImage } from './dns-objects.ts'
import type { NodeBinaries } from './node-binaries.ts'
import { containerdSocket, type NodeFiles, runtimeFiles, sandboxImage } from './node-files.ts'
import type { NodeSpace } from './node-space.ts'
import type { SlotNetwork } from './slot-network.ts'

/** Writes configuration files below `directory`. */
export function writeFiles(directory: string, files: NodeFiles): void {
  for (const [name, text] of Object.entries(files)) {
    const file = join(directory, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { mode: 0o600 })
  }
}

/** Starts containerd and loads images into it; resolves when the kubelet can use both. */
export async function startRuntime(
  space: NodeSpace,
  options: {
    readonly directory: string
    readonly network: SlotNetwork
    readonly binaries: NodeBinaries
    readonly images: readonly string[]
  },
): Promise<void> {
  const { directory, network, binaries, images } = options
  writeFiles(directory, runtimeFiles(directory, network, binaries.cni))
  const containerd = space.start('containerd', 'containerd', ['--config', join(directory, 'containerd.toml')])
  const own = [
    [sandboxImage, binaries['pod-sandbox']],
    [dnsImage, binaries.coredns],
  ] as const
  const archives = await Promise.all(
    own.map(async ([name, program]) => {
      const archive = join(directory, `${basename(program)}.tar`)
      await execa(binaries['pod-sandbox'], ['pack', '--name', name, '--program', program, '--out', archive])
      return archive
    }),
  )
  await until(async () => ({ done: await space.run('ctr', ['--address', containerdSocket, 'version']) }), {
    what: 'containerd to answer',
    guard: () => containerd.assertRunning(),
  })
  for (const archive of [...archives, ...images]) {
    await space.run('ctr', ['--address', containerdSocket, '--namespace', 'k8s.io', 'images', 'import', archive])
  }
}
