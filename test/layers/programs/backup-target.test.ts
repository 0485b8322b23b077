import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClusterTree, Longhorn, LonghornCrds } from '@ainur/constructs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { testCluster } from '../../../constructs/src/app/testing/test-cluster.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { removeSlot } from '../../src/node/remove-slot.ts'
import { type Slot, takeSlot } from '../../src/node/slot.ts'
import { Family } from '../../src/process/family.ts'
import { makeCertificateAuthority } from '../../src/process/pki.ts'
import { programPaths, programProvider } from '../../src/programs/program-cluster.ts'
import { makeProgramRoot } from '../../src/programs/program-root.ts'
import { ProgramSpace } from '../../src/programs/program-space.ts'
import { satisfyNeeds } from '../../src/programs/satisfy-needs.ts'
import { until } from '../../src/wait/until.ts'

const skipped = await skipReason('programs', programProvider)

const host = 'nas.ainur.home.arpa'
const address = '192.168.20.30'
const port = 8333

/** Longhorn itself is in no registry: what is asked here is whether a real S3 server takes what it is told. */
describe.skipIf(skipped)('the backup target of Longhorn, against a real S3 server', () => {
  const { url, credentials } = render()
  let slot: Slot
  let family: Family
  let space: ProgramSpace
  let secret: Readonly<Record<string, string>>

  beforeAll(async () => {
    slot = takeSlot()
    family = new Family('s3')
    space = await ProgramSpace.open(family, slot.network, [address])
    await space.nameHosts({ [host]: address })
    const ca = await makeCertificateAuthority('ainur lab root')
    const [object] = satisfyNeeds([credentials], ca) as [KubeObject]
    secret = object.stringData
    await startS3(await ca.issue({ commonName: host, usage: 'server', dnsNames: [host] }))
  })
  afterAll(async () => {
    await family?.end()
    if (slot) await removeSlot(slot)
  })

  async function startS3(server: { readonly certificate: string; readonly key: string }): Promise<void> {
    const { weed } = await programPaths()
    // A root of its own: it has sockets at fixed places.
    const root = makeProgramRoot(family, 'seaweedfs', weed as string, '/weed')
    const write = (name: string, text: string) => writeFileSync(join(root, name), text, { mode: 0o600 })
    const owner = { accessKey: secret.AWS_ACCESS_KEY_ID, secretKey: secret.AWS_SECRET_ACCESS_KEY }
    const identity = { name: 'longhorn', credentials: [owner], actions: ['Admin', 'Read', 'Write', 'List'] }
    write('s3.json', JSON.stringify({ identities: [identity] }))
    write('s3.crt', server.certificate)
    write('s3.key', server.key)
    mkdirSync(join(root, 'data'))
    space.start('seaweedfs', 'chroot', [
      ...[root, '/weed', 'server', '-dir=/data', `-ip=${space.address}`, '-ip.bind=0.0.0.0'],
      // Room for objects is set aside in steps of this size.
      '-master.volumeSizeLimitMB=16',
      ...['-s3', `-s3.port=${port}`, '-s3.config=/s3.json', '-s3.cert.file=/s3.crt', '-s3.key.file=/s3.key'],
    ])
    await until(
      async () => {
        const answers = [await s3('PUT', ''), await s3('PUT', 'first', {}, 'a block')]
        return answers.every((answer) => /^(200|409)/.test(answer)) ? { done: true } : { state: answers.join(', ') }
      },
      { what: 'the S3 server to have a bucket, and room in it', guard: () => family.assertRunning() },
    )
  }

  /** Status and body of a signed request for a key below the bucket, with what the Secret says or `other`. */
  async function s3(
    method: string,
    key: string,
    other: Readonly<Record<string, string>> = {},
    body = '',
  ): Promise<string> {
    const said = { ...secret, ...other }
    const [, bucket, region] = /^s3:\/\/([^@]+)@([^/]+)\//.exec(url) ?? []
    const trusted = join(family.directory, 'trusted.crt')
    writeFileSync(trusted, said.AWS_CERT ?? '')
    const upload = join(family.directory, 'upload')
    writeFileSync(upload, body)
    const options = {
      url: `${said.AWS_ENDPOINTS}/${bucket}/${key}`,
      request: method,
      cacert: trusted,
      'aws-sigv4': `aws:amz:${region}:s3`,
      user: `${said.AWS_ACCESS_KEY_ID}:${said.AWS_SECRET_ACCESS_KEY}`,
      'write-out': '\n%{http_code} %{errormsg}',
      ...(body ? { 'upload-file': upload } : {}),
    }
    const config = Object.entries(options).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`)
    const lines = (await space.run('sh', ['-c', 'curl --silent --config - || true'], config.join(''))).split('\n')
    return [lines.at(-1), ...lines.slice(0, -1)].join(' ').trim()
  }

  it('takes a backup with the keys of the Secret, and gives it back', async () => {
    expect(await s3('PUT', 'volumes/a', {}, 'a block')).toMatch(/^200/)
    expect(await s3('GET', 'volumes/a')).toMatch(/^200 .*a block$/)
  })

  it('refuses another secret key', async () => {
    expect(await s3('GET', 'volumes/a', { AWS_SECRET_ACCESS_KEY: 'another' })).toMatch(/^403 .*SignatureDoesNotMatch/)
  })

  it('is not believed without the authority of the Secret', async () => {
    const { certificate } = await makeCertificateAuthority('another root')
    expect(await s3('GET', 'volumes/a', { AWS_CERT: certificate })).toMatch(/^000 .*certificate/)
  })
})

/** What a tree with a backup target has: the target that Longhorn is told, and the Secret that it is told to use. */
function render() {
  const tree = new ClusterTree(testCluster())
  const longhorn = new Longhorn(tree, 'longhorn', {
    crds: new LonghornCrds(tree, 'longhorn-crds'),
    backupTarget: {
      url: 's3://backups@lab/',
      credentials: {
        AWS_ENDPOINTS: { from: 'literal', value: `https://${host}:${port}` },
        AWS_CERT: { from: 'lab-ca', part: 'certificate' },
      },
    },
  })
  tree.complete()
  const objects: KubeObject[] = longhorn.toJson()
  const defaults = objects.find(({ metadata }) => metadata.name === 'longhorn-default-resource')
  const told = parse(defaults?.data['default-resource.yaml'])
  const credentials = longhorn.secretNeeds.find(({ name }) => name === told['backup-target-credential-secret'])
  if (!credentials) throw new Error(`nobody makes the Secret that Longhorn is told to use: ${JSON.stringify(told)}`)
  return { url: told['backup-target'] as string, credentials }
}
