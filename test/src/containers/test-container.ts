import { GenericContainer } from 'testcontainers'
import { ownerLabel } from '../../../images/testing/sweep.ts'

// testcontainers removes leftovers with one more image, which closed networks cannot pull. Instead, containers carry the
// number of the process that started them, and the sweep of the next run removes those whose process is gone.
process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true'

/** A container that is swept when this process is killed. */
export function testContainer(image: string): GenericContainer {
  return new GenericContainer(image).withLabels({ [ownerLabel]: String(process.pid) }).withStartupTimeout(180_000)
}
