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

interface RuntimeOptions {
  /** Of the cluster. */
  readonly directory: string
  readonly network: SlotNetwork
  readonly binaries: NodeBinaries
  /** Archives. */
  readonly images: readonly string[]
}

/** Starts containerd; resolves when it answers. */
export async function startRuntime(
  space: NodeSpace,
  { directory, network, binaries }: Omit<RuntimeOptions, 'images'>,
): Promise<void> {
  writeFiles(directory, runtimeFiles(directory, network, binaries.cni))
  const containerd = space.start('containerd', 'containerd', ['--config', join(directory, 'containerd.toml')])
  await until(async () => ({ done: await ctr(space, 'version') }), {
    what: 'containerd to answer',
    guard: () => containerd.assertRunning(),
  })
}

/** Loads the images of the node itself, packed here, and those that are asked for. */
export async function loadImages(
  space: NodeSpace,
  { directory, binaries, images }: Omit<RuntimeOptions, 'network'>,
): Promise<void> {
  const own = [
    [sandboxImage, binaries['pod-sandbox']],
    [dnsImage, binaries.coredns],
  ] as const
  for (const [name, program] of own) {
    const archive = join(directory, `${basename(program)}.tar`)
    await execa(binaries['pod-sandbox'], ['pack', '--name', name, '--program', program, '--out', archive])
    await ctr(space, '--namespace', 'k8s.io', 'images', 'import', archive)
  }
  for (const archive of images) await ctr(space, '--namespace', 'k8s.io', 'images', 'import', archive)
}

function ctr(space: NodeSpace, ...args: readonly string[]): Promise<string> {
  return space.run('ctr', ['--address', containerdSocket, ...args])
}
