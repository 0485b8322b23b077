import { describeVersions } from '../../src/assets/describe-versions.ts'
import { describeMissing, ensureAssets } from '../../src/assets/ensure-assets.ts'
import { helmCatalogue } from '../../src/assets/helm-catalogue.ts'
import { programCatalogue } from '../../src/assets/program-catalogue.ts'
import { preparePrograms } from '../../src/programs/program-cluster.ts'
import { setup as prepareControlPlane } from '../prepare.ts'

const say = (message: string) => process.stderr.write(`${message}\n`)

/** Before the layer: builds or fetches a cluster's programs and those that are asked, which takes minutes the first time. */
export async function setup(): Promise<void> {
  await preparePrograms(say).catch((error: Error) => say(error.message))
  await prepareControlPlane()
  const modules = [...programCatalogue, ...helmCatalogue]
  if (await describeMissing({ modules })) return
  say(describeVersions({ modules }))
  await ensureAssets({
    modules,
    onProgress: (message) => {
      if (message.includes('built in')) say(message)
    },
  })
}
