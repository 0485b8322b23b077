import { describeMissing, ensureAssets } from '../../src/assets/ensure-assets.ts'
import { helmCatalogue } from '../../src/assets/helm-catalogue.ts'

/** Before the layer: builds helm, which takes a minute the first time. */
export async function setup(): Promise<void> {
  if (await describeMissing({ modules: helmCatalogue })) return
  await ensureAssets({
    modules: helmCatalogue,
    onProgress: (message) => {
      if (message.includes('built in')) process.stderr.write(`${message}\n`)
    },
  })
}
