import { describeVersions } from '../../src/assets/describe-versions.ts'
import { describeMissing } from '../../src/assets/ensure-assets.ts'
import { programCatalogue } from '../../src/assets/program-catalogue.ts'
import { preparePrograms, programPaths } from '../../src/programs/program-cluster.ts'
import { setup as prepareControlPlane } from '../prepare.ts'

const say = (message: string) => process.stderr.write(`${message}\n`)

/** Before the layer: builds or fetches a cluster's programs and those that are asked, which takes minutes the first time. */
export async function setup(): Promise<void> {
  await preparePrograms(say).catch((error: Error) => say(error.message))
  await prepareControlPlane()
  if (await describeMissing({ modules: programCatalogue })) return
  say(describeVersions({ modules: programCatalogue }))
  await programPaths((message) => {
    if (message.includes('built in')) say(message)
  })
}
