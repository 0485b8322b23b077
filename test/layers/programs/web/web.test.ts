import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { authenticationConfiguration, tokenIssuers } from '@ainur/constructs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { keepLogsOfFailures } from '../../../src/layers/keep-logs.ts'
import { skipReason } from '../../../src/layers/runnable.ts'
import { programProvider } from '../../../src/programs/program-cluster.ts'
import type { ClusterTreeUnderTest } from '../../../src/tree/load-cluster-trees.ts'
import { until } from '../../../src/wait/until.ts'
import { type SignIn, startSignIn } from '../sign-in/start-sign-in.ts'
import { startPki } from '../start-pki.ts'
import { type StartedTree, startTree } from '../start-tree.ts'
import { EchoStream } from '../traefik/grpc-echo.ts'
import { waitForReady } from '../wait-for-ready.ts'
import { itSignsPeopleInWithKubectl } from './its-kubectl.ts'
import { itSignsPeopleInToKubernetes } from './its-kubernetes-sign-in.ts'
import { itAnswersEveryRoute } from './its-routes.ts'
import { itSignsPeopleIn } from './its-sign-in.ts'
import { startWeb, type Web } from './start-web.ts'

const skipped = await skipReason('programs', programProvider)

/** Longer than the minute after which Traefik, left alone, cuts a request that has not arrived whole, as Omni's tunnels never do. */
const holdMs = 90_000

describe.skipIf(skipped)('the tree behind Traefik', () => {
  let started: StartedTree
  let web: Web
  let signIn: SignIn
  let tunnel: EchoStream
  let folder: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ainur-web-'))
    const authentication = join(folder, 'authentication.yaml')
    started = await startTree('web', {
      apiServerArguments: ({ tree, ca }) => {
        writeFileSync(authentication, stringify(authenticationFor(tree, ca.certificate)))
        return [`--authentication-config=${authentication}`]
      },
    })
    await startPki(started)
    const certificates = started.tree.rendering.objects
      .map(({ object }) => object)
      .filter(({ kind }) => kind === 'Certificate')
    await waitForReady(started.cluster, certificates)
    web = await startWeb(started)
    const host = web.routes.find(({ service, port }) => service === 'omni' && port === 8090)?.host as string
    tunnel = new EchoStream({ target: `${started.cluster.space.address}:443`, host, ca: started.ca.certificate })
  })
  keepLogsOfFailures(() => started?.cluster)
  afterAll(async () => {
    tunnel?.close()
    signIn?.dex.stop()
    web?.stop()
    await started?.cluster.destroy()
    rmSync(folder, { recursive: true, force: true })
  })

  describe('each host', () => {
    itAnswersEveryRoute(
      () => started,
      () => web,
    )
  })

  describe('sign-in', () => {
    beforeAll(async () => {
      signIn = await startSignIn(started, web)
    })

    describe('before a program that knows no people', () => {
      itSignsPeopleIn(
        () => started,
        () => web,
        () => signIn,
      )
    })

    describe('to Kubernetes', () => {
      itSignsPeopleInToKubernetes(
        () => started,
        () => web,
        () => signIn,
      )
    })

    describe('with kubectl', () => {
      itSignsPeopleInWithKubectl(
        () => started,
        () => web,
        () => signIn,
      )
    })
  })

  it('holds a stream of gRPC through which nothing comes, for a minute and a half', async () => {
    await until(
      () => {
        if (tunnel.ended) return { done: undefined }
        return tunnel.ageMs > holdMs ? { done: undefined } : { state: `held for ${Math.round(tunnel.ageMs)} ms` }
      },
      { what: `${holdMs} ms to pass`, timeoutMs: 2 * holdMs, intervalMs: 200 },
    )
    expect(tunnel.ended).toBeUndefined()
    tunnel.send('still there?')
    await until(() => (tunnel.hasAnswered('still there?') ? { done: true } : { state: `${tunnel.ended}` }), {
      what: 'an answer through the tunnel',
    })
  })
})

/** What the bootstrap tells the API server of Dex: `tokenIssuers` of the index, with the lab's CA. */
function authenticationFor({ rendering }: ClusterTreeUnderTest, certificateAuthority: string) {
  const issuers = tokenIssuers(rendering.apps.flatMap((app) => app.tokenAudiences))
  return authenticationConfiguration(...issuers.map((issuer) => ({ ...issuer, certificateAuthority })))
}
