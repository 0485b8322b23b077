import { fileURLToPath } from 'node:url'
import { CertSite } from '@ainur/constructs'
import { objectsOf, testTree } from '../../../constructs/src/workload/testing/test-tree.ts'
import { HttpContainer } from '../../testing/container.ts'
import { buildImage } from '../../testing/docker.ts'
import { dockerRunArgs } from '../../testing/docker-run-args.ts'
import { ProjectedFile } from '../../testing/projected-file.ts'

/** Builds the image from this folder. */
export function buildCertSite(): Promise<string> {
  return buildImage(fileURLToPath(new URL('..', import.meta.url)), 'ainur-cert-site:test')
}

/** The pod of the rendered Deployment. */
function renderedPod() {
  const parts = testTree()
  const site = new CertSite(parts.tree, 'cert-site', parts)
  return objectsOf(site)['Deployment/cert-site'].spec.template.spec
}

/** A cert site that runs confined as the rendered Deployment confines it. */
export class RunningCertSite {
  readonly bundle: ProjectedFile
  readonly container: HttpContainer

  private constructor(bundle: ProjectedFile, container: HttpContainer) {
    this.bundle = bundle
    this.container = container
  }

  static async start(image: string, pem?: string): Promise<RunningCertSite> {
    const bundle = new ProjectedFile('ca.crt', pem)
    const args = dockerRunArgs(renderedPod(), { 'lab-ca': bundle.directory })
    // Fast enough for a test; a kubelet is slower than the default anyway.
    const container = await HttpContainer.start([...args, '--env=POLL_SECONDS=0.2', image], 8080)
    await container.waitFor('/healthz', (status) => status === 200)
    return new RunningCertSite(bundle, container)
  }

  /** Waits until the page shows `fingerprint`, and returns the page. */
  async shows(fingerprint: string): Promise<string> {
    return this.container.waitFor('/', (_, body) => body.includes(`<code id="fingerprint">${fingerprint}</code>`))
  }

  async stop(): Promise<void> {
    await this.container.remove()
    this.bundle.remove()
  }
}
