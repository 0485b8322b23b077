import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { until } from '../wait/until.ts'
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
  const sandbox = join(directory, 'pod-sandbox.tar')
  const program = binaries['pod-sandbox']
  await execa(program, ['pack', '--name', sandboxImage, '--program', program, '--out', sandbox])
  await until(async () => ({ done: await space.run('ctr', ['--address', containerdSocket, 'version']) }), {
    what: 'containerd to answer',
    guard: () => containerd.assertRunning(),
  })
  for (const archive of [sandbox, ...images]) {
    await space.run('ctr', ['--address', containerdSocket, '--namespace', 'k8s.io', 'images', 'import', archive])
  }
}
