import { fileURLToPath } from 'node:url'
import type { ClusterTree } from '@ainur/constructs'
import { upstreams } from '../../../constructs/src/upstream/upstreams.ts'
import type { ImageLock } from '../../../render/src/images/image-lock.ts'
import { renderTree } from '../../../render/src/pipeline/render-tree.ts'
import faerun from '../faerun/index.ts'
import minirack from '../minirack/index.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** What our records of upstreams say of their images: no registry was asked. */
const lock: ImageLock = {
  images: Object.fromEntries(
    upstreams
      .flatMap(({ images }) => Object.values(images ?? {}))
      .map(({ reference, tag, platforms, platformsFrom }) => [
        reference,
        { tag, platforms, source: 'declared', upstream: platformsFrom },
      ]),
  ),
}

/** The two clusters on Talos, rendered and checked. */
export function talosTrees() {
  return [minirack, faerun].map((make: () => ClusterTree) => {
    const tree = renderTree(make(), lock, root)
    const { cluster } = tree.rendering
    return { ...tree, name: cluster.name, cluster }
  })
}
