import { fileURLToPath } from 'node:url'
import { type StartedTestContainer, Wait } from 'testcontainers'
import { buildImage } from '../../../images/testing/docker.ts'
import { testContainer } from './test-container.ts'

const directory = fileURLToPath(new URL('../../containers/git-server', import.meta.url))
const port = 9418

/** A Git server with one empty repository, for clusters whose Argo CD cannot read this machine's disk. */
export class GitServer {
  /** For this machine. */
  readonly url: string
  /** For other containers on the same Docker network. */
  readonly urlForContainers: string
  private readonly container: StartedTestContainer

  private constructor(container: StartedTestContainer, network: string) {
    this.container = container
    this.url = `git://${container.getHost()}:${container.getMappedPort(port)}/repository.git`
    this.urlForContainers = `git://${container.getIpAddress(network)}:${port}/repository.git`
  }

  /** @param network name of the Docker network to join. @default Docker's own */
  static async start(network = 'bridge'): Promise<GitServer> {
    const image = await buildImage(directory, 'ainur.test/git-server:1')
    const container = testContainer(image)
      .withExposedPorts(port)
      .withNetworkMode(network)
      .withWaitStrategy(Wait.forLogMessage('Ready to rumble'))
    return new GitServer(await container.start(), network)
  }

  async stop(): Promise<void> {
    await this.container.stop()
  }
}
