import { afterAll, beforeAll, describe } from 'vitest'
import { docker } from '../../../images/testing/docker.ts'
import type { K3dCluster } from '../../src/k3d/k3d-cluster.ts'
import { makeK3dProvider } from '../../src/k3d/k3d-provider.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { itRunsTheCertSite } from '../real-pods/it-runs-the-cert-site.ts'
import { type CertSiteCluster, startCertSite } from '../real-pods/start-cert-site.ts'

const k3dProvider = makeK3dProvider()

// k3d pulls its own images and those of k3s, so these tests run only when they are asked for: `npm run test:k3d`.
const asked = process.env.AINUR_K3D === '1'
const skipped = asked
  ? ((await skipReason('k3d', k3dProvider)) ?? (await skipReason('k3d', docker)))
  : 'AINUR_K3D is not 1'

describe.skipIf(skipped)('the cert site in k3d', () => {
  let site: CertSiteCluster<K3dCluster>

  beforeAll(async () => {
    site = await startCertSite(k3dProvider.create, (nodes) => nodes)
  })
  afterAll(() => site?.cluster.destroy())

  itRunsTheCertSite(() => site)
})

if (!asked) process.stderr.write('layer k3d runs against a stand-in only; AINUR_K3D=1 runs k3d itself\n')
