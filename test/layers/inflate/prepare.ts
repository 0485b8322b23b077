import { describeMissing, ensureAssets } from '../../src/assets/ensure-assets.ts'
import { helmCatalogue } from '../../src/assets/helm-catalogue.ts'
import { setup as prepareControlPlane } from '../prepare.ts'

/** Before the layer: builds a cluster's programs, and helm, which takes a minute the first time. */
export async function setup(): Promise<void> {
  await prepareControlPlane()
  if (await describeMissing({ modules: helmCatalogue })) return
  await ensureAssets({
    modules: helmCatalogue,
    onProgress: (message) => {
      if (message.includes('built in')) process.stderr.write(`${message}\n`)
    },
  })
}
