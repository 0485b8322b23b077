import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import { testCluster } from '../../app/testing/test-cluster.ts'
import { SnapshotController } from '../snapshot-controller/snapshot-controller.ts'
import { LonghornCrds } from './crds.ts'
import { Longhorn } from './longhorn.ts'
import type { LonghornProps } from './props.ts'

/** What an owner may write in JavaScript, or past the types. */
function build(props: object) {
  const tree = new ClusterTree(testCluster())
  const crds = new LonghornCrds(tree, 'longhorn-crds')
  return new Longhorn(tree, 'longhorn', { crds, ...(props as Partial<LonghornProps>) })
}

const rulesOf = (props: object) => [...new Set(build(props).findings.map(({ rule }) => rule))]
const told = (props: object) => build(props).findings.map(({ path, message, remedy }) => [path, message, remedy])

it('may be all that the README shows', () => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
  const [, code = ''] = /```ts\n(new Longhorn\([^`]*)```/.exec(readme) ?? []
  const tree = new ClusterTree(testCluster())
  const crds = new LonghornCrds(tree, 'longhorn-crds')
  const snapshots = new SnapshotController(tree, 'snapshot-controller')
  const make = new Function('Longhorn', 'cluster', 'crds', 'snapshots', `return ${code}`)
  const longhorn: Longhorn = make(Longhorn, tree, crds, snapshots)
  tree.complete()
  expect(longhorn.findings).toEqual([])
  expect(objectsOf(longhorn).filter(({ kind }) => kind === 'RecurringJob')).toHaveLength(3)
})

describe('settings', () => {
  it('are all judged at once, and those refused are left out', () => {
    const settings = {
      'default-replica-cout': 2,
      'storage-minimal-available-percentage': 120,
      'guaranteed-instance-manager-cpu': { v1: 6 },
      'log-level': 'Debug',
      'node-drain-policy': ['always-allow'],
      'upgrade-checker': null,
    }
    const longhorn = build({ settings })
    expect(longhorn.findings.map(({ rule, path, message, remedy }) => [rule, path, message, remedy])).toEqual([
      [
        'longhorn-setting-refused',
        'settings["default-replica-cout"]',
        '"default-replica-cout" is not a setting of Longhorn v1.12.1',
        'Did you mean "default-replica-count"?',
      ],
      [
        'longhorn-setting-refused',
        'settings["storage-minimal-available-percentage"]',
        '"120" was given; storage-minimal-available-percentage takes a whole number from 0 to 100',
        'Write such a value.',
      ],
      [
        'longhorn-setting-refused',
        'settings["guaranteed-instance-manager-cpu"]',
        '{"v1":"6"} was given; a value per data engine names v1 and v2, no more and no less, also where an engine is off',
        'Write one value for all engines, or {"v1":"6","v2":"6"}.',
      ],
      [
        'longhorn-setting-refused',
        'settings["node-drain-policy"]',
        '["always-allow"] was given; node-drain-policy takes a text, a number, true or false',
        'Write one.',
      ],
      [
        'longhorn-setting-refused',
        'settings["upgrade-checker"]',
        'null was given; upgrade-checker takes a text, a number, true or false',
        'Write one.',
      ],
    ])
    const { data } = objectOf(longhorn, 'ConfigMap', 'longhorn-default-setting')
    expect(parse(data['default-setting.yaml'])).toMatchObject({
      'log-level': 'Debug',
      'storage-minimal-available-percentage': '10',
      'upgrade-checker': 'false',
    })
  })

  it.each([
    ['default-replica-count', 2, 'the prop replicas says it'],
    ['taint-toleration', 'a:NoSchedule', 'it follows from the taints of the nodes'],
    ['system-managed-components-node-selector', 'kubernetes.io/arch:amd64', 'place() says where Longhorn runs'],
  ])('that follow from something else are said there: %s', (name, value, where) => {
    expect(told({ settings: { [name]: value } })).toEqual([
      [`settings["${name}"]`, `${name} is not set by itself: ${where}`, 'Remove it here.'],
    ])
  })

  it('have their types: a name, a word or an engine that is not known does not compile', () => {
    const right: LonghornProps['settings'] = {
      'node-drain-policy': 'always-allow',
      'guaranteed-instance-manager-cpu': { v1: 6, v2: 6 },
      'engine-replica-timeout': 10,
      'disable-revision-counter': { v1: true },
    }
    const wrong: LonghornProps['settings'][] = [
      // @ts-expect-error: misspelt
      { 'default-replica-cout': 2 },
      // @ts-expect-error: not one of its words
      { 'node-drain-policy': 'never' },
      // @ts-expect-error: v2 is missing
      { 'guaranteed-instance-manager-cpu': { v1: 6 } },
      // @ts-expect-error: Longhorn alone writes it
      { 'crd-api-version': 'v1' },
      // @ts-expect-error: the prop replicas says it
      { 'default-replica-count': 2 },
    ]
    expect(told({ settings: right })).toEqual([])
    for (const settings of wrong) expect(told({ settings })).toHaveLength(1)
  })
})

describe('resources', () => {
  it('reach the pods that Longhorn makes by the setting for them, and the plan of the nodes', () => {
    const longhorn = build({ resources: { 'longhorn-csi-plugin': { memory: '64Mi', memoryLimit: '512Mi' } } })
    longhorn.tree.complete()
    const { data } = objectOf(longhorn, 'ConfigMap', 'longhorn-default-setting')
    const setting = parse(data['default-setting.yaml'])['system-managed-csi-components-resource-limits']
    const wanted = { requests: { cpu: '5m', memory: '64Mi' }, limits: { memory: '512Mi' } }
    expect(JSON.parse(setting)['longhorn-csi-plugin']).toEqual(wanted)
    const containers = longhorn.runtimeWorkloads.flatMap(({ podSpec }) => podSpec.containers)
    expect(containers.find(({ name }) => name === 'longhorn-csi-plugin')?.resources).toEqual(wanted)
  })

  it('are amounts that do not contradict each other', () => {
    const resources = {
      'longhorn-manager': { memory: '1GB', memoryLimit: '0' },
      'csi-resizer': { memory: '96Mi' },
    }
    expect(rulesOf({ resources })).toEqual(['longhorn-resources-invalid'])
    expect(told({ resources })).toEqual([
      [
        'resources["longhorn-manager"].memory',
        '"1GB" is not an amount; it takes a quantity as Kubernetes writes it, above 0',
        'Write e.g. "256Mi".',
      ],
      [
        'resources["longhorn-manager"].memoryLimit',
        '"0" is not an amount; it takes a quantity as Kubernetes writes it, above 0',
        'Write e.g. "2Gi".',
      ],
      [
        'resources["csi-resizer"].memoryLimit',
        'the limit "64Mi" is less than the "96Mi" that are kept free for csi-resizer',
        'Raise memoryLimit, or lower memory.',
      ],
    ])
    expect(told({ resources: { 'csi-atacher': {} } })).toMatchObject([
      ['resources["csi-atacher"]', expect.any(String), 'Did you mean "csi-attacher"?'],
    ])
  })
})

describe('the backup target', () => {
  const file = (longhorn: Longhorn) =>
    parse(objectOf(longhorn, 'ConfigMap', 'longhorn-default-resource').data['default-resource.yaml'])

  it('in an S3 needs a Secret with the keys that Longhorn reads, of which the owner is asked two', () => {
    const longhorn = build({
      backupTarget: {
        url: 's3://backups@garage/ainur/',
        credentials: {
          AWS_ENDPOINTS: { from: 'literal', value: 'https://nas.example.org:9000' },
          AWS_CERT: { from: 'lab-ca', part: 'certificate' },
        },
      },
    })
    expect(longhorn.findings).toEqual([])
    expect(file(longhorn)).toEqual({
      'backup-target': 's3://backups@garage/ainur/',
      'backup-target-credential-secret': 'longhorn-backup-target',
      'backupstore-poll-interval': '300',
    })
    expect(longhorn.secretNeeds).toEqual([
      {
        namespace: 'longhorn-system',
        name: 'longhorn-backup-target',
        keys: {
          AWS_ACCESS_KEY_ID: { from: 'user', question: expect.any(String) },
          AWS_SECRET_ACCESS_KEY: { from: 'user', question: expect.any(String) },
          AWS_ENDPOINTS: { from: 'literal', value: 'https://nas.example.org:9000' },
          AWS_CERT: { from: 'lab-ca', part: 'certificate' },
        },
        why: 'Longhorn reads and writes backups at s3://backups@garage/ainur/ with it',
      },
    ])
  })

  it('on NFS needs none', () => {
    const longhorn = build({ backupTarget: { url: 'nfs://nas.example.org:/backups', pollSeconds: 0 } })
    expect(longhorn.findings).toEqual([])
    expect(longhorn.secretNeeds).toEqual([])
    expect(file(longhorn)).toEqual({
      'backup-target': 'nfs://nas.example.org:/backups',
      'backupstore-poll-interval': '0',
    })
  })

  it('that is not given leaves what was set in the web interface', () => {
    expect(file(build({}))).toBeNull()
  })

  it.each([
    ['s3://backups', 's3://backups@eu-central-1/'],
    ['s3://backups@eu-central-1', 's3://backups@eu-central-1/'],
    ['nfs://nas.example.org/backups', 'nfs://nas.example.org:/backups'],
    ['cifs://kim:secret@nas/backups', 'cifs://nas.example.org/backups'],
  ])('is refused for the URL %s', (url, example) => {
    expect(rulesOf({ backupTarget: { url } })).toEqual(['longhorn-backup-target-invalid'])
    const [finding, ...others] = told({ backupTarget: { url } })
    expect(others).toEqual([])
    expect(finding?.[0]).toBe('backupTarget.url')
    expect(finding?.[1]).toContain(
      `${url.includes('secret') ? '' : `"${url}" `}is not the URL of a backup target; one looks like "${example}"`,
    )
    expect(finding?.[1]).not.toContain('secret')
  })

  it('is refused for a scheme that Longhorn does not know, for keys that it does not read, and for odd intervals', () => {
    expect(told({ backupTarget: { url: 'ftp://nas/backups' } })).toMatchObject([
      ['backupTarget.url', expect.stringContaining('"nfs://nas.example.org:/backups"'), expect.any(String)],
    ])
    const credentials = { AWS_ENDPOINT: { from: 'literal', value: 'https://nas' } }
    expect(told({ backupTarget: { url: 's3://backups@garage/', credentials, pollSeconds: 1.5 } })).toMatchObject([
      ['backupTarget.pollSeconds', '1.5 was given; it takes a whole number of seconds, 0 or more', 'Write e.g. 300.'],
      ['backupTarget.credentials.AWS_ENDPOINT', expect.any(String), 'Did you mean "AWS_ENDPOINTS"?'],
    ])
    expect(told({ backupTarget: { url: 'nfs://nas:/b', credentials } })).toMatchObject([
      ['backupTarget.credentials.AWS_ENDPOINT', expect.stringContaining('it takes no credentials'), 'Remove it.'],
    ])
  })
})

describe('recurring jobs', () => {
  const backupTarget = { url: 'nfs://nas.example.org:/backups' }

  it('are objects with every field that Longhorn would fill in: Argo CD would take those for drift', () => {
    const recurringJobs = {
      nightly: { task: 'backup', cron: '0 3 * * *', retain: 7, groups: ['default'] },
      trim: { task: 'filesystem-trim', cron: '@weekly' },
    }
    const longhorn = build({ backupTarget, recurringJobs })
    expect(longhorn.findings).toEqual([])
    const jobs = objectsOf(longhorn).filter(({ kind }) => kind === 'RecurringJob')
    expect(jobs.map(({ apiVersion, metadata, spec }) => [apiVersion, metadata.name, spec])).toEqual([
      [
        'longhorn.io/v1beta2',
        'nightly',
        {
          name: 'nightly',
          task: 'backup',
          cron: '0 3 * * *',
          retain: 7,
          concurrency: 1,
          groups: ['default'],
          labels: {},
          parameters: {},
        },
      ],
      [
        'longhorn.io/v1beta2',
        'trim',
        {
          name: 'trim',
          task: 'filesystem-trim',
          cron: '@weekly',
          retain: 0,
          concurrency: 1,
          groups: [],
          labels: {},
          parameters: {},
        },
      ],
    ])
  })

  it('are all judged at once', () => {
    const recurringJobs = {
      Nightly: { task: 'snapshot', cron: '0 3 * * *', retain: 0 },
      off: { task: 'backup', cron: '0 3 * * *' },
      trim: { task: 'filesystem-trim', cron: '@weekly', retain: 3, concurrency: 0 },
      whole: { task: 'system-backup', cron: '@weekly', groups: ['default'] },
      odd: { task: 'snapshots', cron: '@weekly' },
    }
    expect(told({ recurringJobs }).map(([path, message]) => `${path}: ${message}`)).toEqual([
      'recurringJobs.odd.task: "snapshots" is not known; allowed are snapshot, snapshot-force-create, snapshot-cleanup, snapshot-delete, backup, backup-force-create, filesystem-trim, system-backup',
      'recurringJobs.Nightly: "Nightly" is not a name of a job; allowed are up to 40 of a-z, 0-9 and -, with a letter or digit at both ends',
      'recurringJobs.Nightly.retain: 0 was given; it takes a whole number from 1 to 100',
      'recurringJobs.off.task: backup needs a place for backups, and backupTarget says none',
      'recurringJobs.trim.retain: 3 was given, but filesystem-trim makes nothing that could be kept',
      'recurringJobs.trim.concurrency: 0 was given; it takes a whole number of 1 or more',
      'recurringJobs.whole.task: system-backup needs a place for backups, and backupTarget says none',
      'recurringJobs.whole.groups: ["default"] was given, but a backup of the system is of no volumes',
    ])
  })

  it('may keep as many as the setting for that says', () => {
    const recurringJobs = { often: { task: 'snapshot', cron: '0 * * * *', retain: 200 } }
    expect(rulesOf({ recurringJobs })).toEqual(['longhorn-recurring-job-invalid'])
    expect(told({ recurringJobs, settings: { 'recurring-job-max-retention': 200 } })).toEqual([])
  })
})
