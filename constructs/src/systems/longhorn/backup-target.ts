import type { App } from '../../app/app.ts'
import type { SecretSource } from '../../app/secret-need.ts'
import { formatPath } from '../../cluster/path.ts'
import { quote } from '../../cluster/problem.ts'
import { anything, count, object, optional, record, text } from '../../cluster/shapes.ts'
import { suggest } from '../../cluster/suggest.ts'
import { defineRule } from '../../finding/rule.ts'
import { configYaml } from '../../workload/config-yaml.ts'

/** Where Longhorn puts backups of volumes. */
export interface BackupTarget {
  /**
   * `s3://<bucket>@<region>/<path>`, `nfs://<host>:/<path>`, `cifs://<host>/<share>` or
   * `azblob://<container>@<endpoint>/<path>`. An S3 of one's own has any region.
   */
  readonly url: string
  /**
   * How keys of its Secret are made, beside or in place of those that the owner is asked for: for S3
   * `AWS_ENDPOINTS: { from: 'literal', value: 'https://nas.example.org:9000' }` and
   * `AWS_CERT: { from: 'lab-ca', part: 'certificate' }`. @default the access keys only, which the owner is asked for
   */
  readonly credentials?: Readonly<Record<string, SecretSource>>
  /** Seconds between two looks at what is there; 0 never looks. @default 300 */
  readonly pollSeconds?: number
}

export const backupTargetShape = object({
  url: text,
  credentials: optional(record(anything)),
  pollSeconds: optional(count),
})

export const backupTargetInvalid = defineRule('longhorn-backup-target-invalid', 'error', {
  title: 'Longhorn could not use a backup target',
  why: 'Backups would fail, and nobody would hear of it before the first restore.',
  remedy: 'Write the URL as Longhorn wants it, and the keys that this kind of target takes.',
})

interface Scheme {
  readonly pattern: RegExp
  readonly example: string
  /** Keys that are needed -> what the owner is asked. */
  readonly asked: Readonly<Record<string, string>>
  readonly further: readonly string[]
}

const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']

/** @see https://longhorn.io/docs/latest/snapshots-and-backups/backup-and-restore/set-backup-target/ */
const schemes: Readonly<Record<string, Scheme>> = {
  s3: {
    pattern: /^s3:\/\/[a-z0-9][-a-z0-9.]+@[-a-z0-9]+\/\S*$/,
    example: 's3://backups@eu-central-1/',
    asked: {
      AWS_ACCESS_KEY_ID: 'Access key of the S3 bucket that Longhorn writes backups to',
      AWS_SECRET_ACCESS_KEY: 'Secret key of the S3 bucket that Longhorn writes backups to',
    },
    further: ['AWS_ENDPOINTS', 'AWS_CERT', 'AWS_IAM_ROLE_ARN', 'VIRTUAL_HOSTED_STYLE', ...proxies],
  },
  nfs: { pattern: /^nfs:\/\/[^\s/@]+:\/\S*$/, example: 'nfs://nas.example.org:/backups', asked: {}, further: [] },
  cifs: {
    pattern: /^cifs:\/\/[^\s/@]+\/\S+$/,
    example: 'cifs://nas.example.org/backups',
    asked: {
      CIFS_USERNAME: 'User of the share that Longhorn writes backups to',
      CIFS_PASSWORD: 'Password of the user of the share that Longhorn writes backups to',
    },
    further: [],
  },
  azblob: {
    pattern: /^azblob:\/\/[^\s/@]+@[^\s/@]+\/\S*$/,
    example: 'azblob://backups@core.windows.net/',
    asked: {
      AZBLOB_ACCOUNT_NAME: 'Account of the container that Longhorn writes backups to',
      AZBLOB_ACCOUNT_KEY: 'Key of the account of the container that Longhorn writes backups to',
    },
    further: ['AZBLOB_ENDPOINT', 'AZBLOB_CERT', ...proxies],
  },
}

const secretName = 'longhorn-backup-target'

/**
 * Declares the Secret of a backup target.
 *
 * @returns the file that Longhorn makes its default target from; empty without a target, which leaves what was set in the
 *   web interface.
 */
export function backupTargetFile(app: App, target: BackupTarget | undefined): string {
  if (!target) return ''
  const { url, credentials = {}, pollSeconds = 300 } = target
  const scheme = judge(app, target)
  const keys = scheme ? { ...ownersKeys(scheme), ...credentials } : {}
  const hasSecret = Object.keys(keys).length > 0
  if (hasSecret) {
    const why = `Longhorn reads and writes backups at ${url} with it`
    app.addSecretNeed({ name: secretName, keys, why }, 'backupTarget.credentials')
  }
  return configYaml({
    'backup-target': url,
    ...(hasSecret ? { 'backup-target-credential-secret': secretName } : {}),
    'backupstore-poll-interval': String(pollSeconds),
  })
}

function ownersKeys({ asked }: Scheme): Record<string, SecretSource> {
  return Object.fromEntries(Object.entries(asked).map(([key, question]) => [key, { from: 'user', question }]))
}

function judge(app: App, { url, credentials = {}, pollSeconds = 300 }: BackupTarget): Scheme | undefined {
  if (!(Number.isInteger(pollSeconds) && pollSeconds >= 0)) {
    const message = `${quote(pollSeconds)} was given; it takes a whole number of seconds, 0 or more`
    app.report(backupTargetInvalid.problem('backupTarget.pollSeconds', message, 'Write e.g. 300.'))
  }
  const name = /^([a-z0-9]+):\/\//.exec(url)?.[1] ?? ''
  const scheme = schemes[name]
  if (!scheme?.pattern.test(url)) {
    const known = scheme ? [scheme] : Object.values(schemes)
    const examples = known.map(({ example }) => `"${example}"`).join(', ')
    // What stands before an @ is a bucket, unless it has a password.
    const given = /:\/\/[^/]*:[^/]*@/.test(url) ? quote(url) : `"${url}"`
    const message = `${given} is not the URL of a backup target; one looks like ${examples}`
    app.report(backupTargetInvalid.problem('backupTarget.url', message, 'Write it like that.'))
    return undefined
  }
  const allowed = [...Object.keys(scheme.asked), ...scheme.further]
  for (const key of Object.keys(credentials).filter((each) => !allowed.includes(each))) {
    const hint = suggest(key, allowed)
    const takes = allowed.length > 0 ? `it reads ${allowed.join(', ')}` : 'it takes no credentials'
    const message = `Longhorn does not read ${quote(key)} for a target ${name}://: ${takes}`
    const remedy = hint ? `Did you mean ${quote(hint)}?` : 'Remove it.'
    app.report(backupTargetInvalid.problem(formatPath(['backupTarget', 'credentials', key]), message, remedy))
  }
  return scheme
}
