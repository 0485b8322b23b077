import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClusterTree, SealedSecrets } from '@ainur/constructs'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { testCluster } from '../../../constructs/src/app/testing/test-cluster.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { type ProgramCluster, programPaths, programProvider } from '../../src/programs/program-cluster.ts'
import { startContainer } from '../../src/programs/start-container.ts'
import { until } from '../../src/wait/until.ts'
import { objectsOfApp } from './objects-of-app.ts'
import { waitForRights } from './wait-for-rights.ts'

const skipped = await skipReason('programs', programProvider)

const password = 'correct horse'
const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'gotify', namespace: 'default' },
  stringData: { password },
}

describe.skipIf(skipped)('Sealed Secrets', () => {
  let cluster: ProgramCluster
  let kubeseal: string
  let log: string

  beforeAll(async () => {
    const objects = objectsOfApp(new SealedSecrets(new ClusterTree(testCluster()), 'sealed-secrets'))
    const crds = objects.filter(({ kind }) => kind === 'CustomResourceDefinition')
    cluster = await programProvider.create({ name: 'sealed-secrets', addresses: [], hosts: {}, crds })
    const programs = await programPaths()
    kubeseal = programs.kubeseal as string
    const { rejections } = await cluster.apply(objects.filter((object) => !crds.includes(object)))
    expect(rejections).toEqual([])
    await waitForRights(cluster, objects)
    const workload = objects.find(({ kind }) => kind === 'Deployment') as KubeObject
    const child = await startContainer(cluster, { workload, program: programs.controller as string })
    log = child.log
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  /** The certificate that the controller hands to everybody. */
  function certificate(): Promise<string> {
    return until<string>(
      async () => {
        const text = await cluster.space.run('curl', ['--silent', '--fail', 'http://127.0.0.1:8080/v1/cert.pem'])
        return text.includes('BEGIN CERTIFICATE') ? { done: text } : { state: text }
      },
      { what: 'the certificate of the controller', guard: () => cluster.family.assertRunning() },
    )
  }

  it('make a Secret of what kubeseal sealed with the certificate of the controller', async () => {
    const file = join(cluster.family.directory, 'cert.pem')
    await cluster.space.run('tee', [file], await certificate())
    const { stdout } = await execa(kubeseal, ['--cert', file, '--format', 'json'], { input: stringify(secret) })
    expect(stdout).not.toContain(password)
    await cluster.api.apply(JSON.parse(stdout))
    const data = await until(
      async () => {
        const found = await cluster.api.find(secret)
        return found ? { done: found.data } : { state: 'there is no Secret' }
      },
      { what: 'the Secret', guard: () => cluster.family.assertRunning() },
    )
    expect(data).toEqual({ password: Buffer.from(password).toString('base64') })
  })

  it('are refused under another name: what is sealed is bound to its own', async () => {
    const sealed = await cluster.api.read({
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: secret.metadata,
    })
    const { encryptedData } = sealed.spec
    const metadata = { name: 'stolen', namespace: 'default' }
    const copy = { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata, spec: { encryptedData } }
    await cluster.api.apply(copy)
    await until(
      async () => {
        const { status } = await cluster.api.read(copy)
        const condition = status?.conditions?.find(({ type }: { type: string }) => type === 'Synced')
        return condition?.status === 'False' ? { done: true } : { state: JSON.stringify(status) }
      },
      { what: 'the copy to be refused', guard: () => cluster.family.assertRunning() },
    )
    expect(await cluster.api.find({ apiVersion: 'v1', kind: 'Secret', metadata })).toBeUndefined()
  })

  it('may do all that they try', () => {
    const text = readFileSync(log, 'utf8')
    expect(text.split('\n').filter((line) => /forbidden|unauthorized/i.test(line))).toEqual([])
  })
})
