/** Starts a container, prints its id, and never ends by itself: for tests that kill it. */
import { baseImage } from '../../../images/testing/docker.ts'
import { testContainer } from '../../src/containers/test-container.ts'

const container = await testContainer(baseImage).withCommand(['sleep', '600']).start()
process.stdout.write(`${container.getId()}\n`)
setInterval(() => {}, 1000)
