import { setup as prepareImages } from '../../../images/testing/prepare.ts'
import { describeMissing } from '../../src/assets/ensure-assets.ts'
import { nodeCatalogue } from '../../src/assets/node-catalogue.ts'
import { nodeBinaries } from '../../src/node/node-binaries.ts'
import { nodeProvider, sweepNodes } from '../../src/node/node-provider.ts'
import { prepareNode } from '../../src/node/prepare.ts'
import { setup as prepareControlPlane } from '../prepare.ts'

const say = (message: string) => process.stderr.write(`${message}\n`)

/**
 * Before the layer: what a node needs of the system, Docker and a browser (as root on Debian or Ubuntu), and the
 * programs that are built here. The tests say what is still missing afterwards.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  await prepareNode(say).catch((error: Error) => say(error.message))
  await prepareControlPlane()
  if (!(await nodeProvider.unavailable())) {
    for (const link of await sweepNodes()) say(`swept ${link}, left by a run that was killed`)
  }
  if (!(await describeMissing({ modules: nodeCatalogue }))) await nodeBinaries(everyFewSeconds())
  return prepareImages()
}

function everyFewSeconds(): (message: string) => void {
  let last = 0
  return (message) => {
    if (Date.now() - last < 5000 && !message.includes('built in')) return
    last = Date.now()
    say(message)
  }
}
