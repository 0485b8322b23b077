import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { type StartedTestContainer, Wait } from 'testcontainers'
import { runDocker } from '../../../images/testing/docker.ts'
import type { BuildProgress } from '../assets/build-module.ts'
import { containerCatalogue } from '../assets/container-catalogue.ts'
import { ensureAssets } from '../assets/ensure-assets.ts'
import { testContainer } from './test-container.ts'

const image = 'ainur.test/registry:1'
const port = 5000

/** A container registry, empty at first, that forgets everything when it stops. Plain HTTP, no sign-in. */
export class Registry {
  /** `localhost:32768`, which Docker accepts without TLS. */
  readonly address: string
  /** On this machine, at any of its addresses. */
  readonly port: number
  private readonly container: StartedTestContainer

  private constructor(container: StartedTestContainer) {
    this.container = container
    this.port = container.getMappedPort(port)
    this.address = `localhost:${this.port}`
  }

  static async start(onProgress?: BuildProgress): Promise<Registry> {
    await loadImage(onProgress)
    const container = testContainer(image).withExposedPorts(port).withWaitStrategy(Wait.forHttp('/v2/', port))
    return new Registry(await container.start())
  }

  /** Pushes a local image as `name`; returns its digest. */
  async push(localImage: string, name: string): Promise<string> {
    const target = `${this.address}/${name}`
    await runDocker('tag', localImage, target)
    try {
      const printed = await runDocker('push', target)
      const digest = /digest: (sha256:[0-9a-f]{64})/.exec(printed)?.[1]
      if (!digest) throw new Error(`docker push ${target} names no digest:\n${printed}`)
      return digest
    } finally {
      await runDocker('rmi', target)
    }
  }

  async stop(): Promise<void> {
    await this.container.stop()
  }
}

/** Packs the registry that is built here and gives it to Docker; no image is pulled. */
async function loadImage(onProgress?: BuildProgress): Promise<void> {
  const paths = (await ensureAssets({ modules: containerCatalogue, onProgress })) as unknown as Record<string, string>
  const scratch = mkdtempSync(join(tmpdir(), 'ainur-image-'))
  try {
    const archive = join(scratch, 'registry.tar')
    const program = paths.registry as string
    await execa(paths['pod-sandbox'] as string, ['pack', '--name', image, '--program', program, '--out', archive])
    await runDocker('load', '--quiet', '--input', archive)
  } finally {
    rmSync(scratch, { recursive: true })
  }
}
