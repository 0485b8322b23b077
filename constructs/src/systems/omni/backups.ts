import type { SecretNeed } from '../../app/secret-need.ts'
import { isDnsLabel } from '../../cluster/names.ts'
import { quote } from '../../cluster/problem.ts'
import { defineRule, type Problem } from '../../finding/rule.ts'

/** An S3 bucket for backups of etcd. */
export interface S3Bucket {
  readonly bucket: string
  /** URL of a server of one's own. @default that of AWS in `region` */
  readonly endpoint?: string
  /** @default us-east-1, which servers of one's own take as well */
  readonly region?: string
}

const bucketInvalid = defineRule('omni-backup-bucket-invalid', 'error', {
  title: 'the bucket for backups of Omni cannot be one',
  why: 'Omni would report it when the first backup fails.',
  remedy: 'Write the bucket, and the URL of its server.',
})

export const backupRules = [bucketInvalid]

/** Secret with the credentials, and the resource of Omni that holds them. */
export const backupSecret = { name: 'omni-backup-s3', key: 's3.yaml' } as const

/** Omni is told by a resource of its own where the bucket is: no file of its configuration can say it. */
export function backupSecretNeed({ bucket, endpoint, region = 'us-east-1' }: S3Bucket): Omit<SecretNeed, 'namespace'> {
  const fields: readonly (readonly [string, string])[] = [
    ['bucket', JSON.stringify(bucket)],
    ['region', JSON.stringify(region)],
    ...(endpoint ? ([['endpoint', JSON.stringify(endpoint)]] as const) : []),
    ['accesskeyid', `"\${access-key-id}"`],
    ['secretaccesskey', `"\${secret-access-key}"`],
  ]
  const head =
    'metadata:\n  namespace: default\n  type: EtcdBackupS3Configs.omni.sidero.dev\n  id: etcd-backup-s3-conf\nspec:\n'
  return {
    name: backupSecret.name,
    keys: {
      'access-key-id': { from: 'user', question: `Access key id for the bucket "${bucket}"` },
      'secret-access-key': { from: 'user', question: `Secret access key for the bucket "${bucket}"` },
      [backupSecret.key]: {
        from: 'template',
        text: head + fields.map(([key, value]) => `  ${key}: ${value}\n`).join(''),
      },
    },
    why: 'Omni writes backups of the etcd of its clusters with it; omnictl gives it to Omni',
  }
}

/** What is wrong with a bucket. */
export function judgeBackups({ bucket, endpoint }: S3Bucket): Problem[] {
  const problems: Problem[] = []
  if (bucket.length < 3 || !bucket.split('.').every(isDnsLabel)) {
    const message = `${quote(bucket)} is not a bucket; allowed are 3 to 63 of a-z, 0-9, - and dots between`
    problems.push(bucketInvalid.problem('backups.bucket', message, 'Write its name alone, e.g. "omni-backups".'))
  }
  if (endpoint !== undefined && !(URL.canParse(endpoint) && /^https?:\/\/[^/]+\/?$/.test(endpoint))) {
    const message = `${quote(endpoint)} is not the URL of a server; allowed are http or https, a host and a port`
    const remedy = 'Write it like "https://s3.home.arpa:9000"; the bucket is named on its own.'
    problems.push(bucketInvalid.problem('backups.endpoint', message, remedy))
  }
  return problems
}
