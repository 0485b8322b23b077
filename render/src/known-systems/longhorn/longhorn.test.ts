import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import { testRendering } from '../../pods/testing/test-rendering.ts'
import { longhorn } from './longhorn.ts'
import { recurringJobsCheck } from './recurring-jobs.ts'
import { settingsCheck } from './settings.ts'

const settings = (text: string, name = 'longhorn-default-setting'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'longhorn-system' },
  data: { 'default-setting.yaml': text },
})
const told = (object: KubeObject) =>
  settingsCheck.run(testRendering({ objects: [object] })).map(({ path, message, remedy }) => [path, message, remedy])

describe('settingsCheck', () => {
  it('fires as longhorn-setting-skipped', () => {
    const found = settingsCheck.run(testRendering({ objects: [settings('no-setting: true')] }))
    expect(found).toMatchObject([{ rule: 'longhorn-setting-skipped', severity: 'error' }])
  })

  it('fires for every setting that Longhorn refuses, in a ConfigMap that somebody wrote by hand', () => {
    const text = `
      default-replica-count: '{"v1":"3"}'
      guaranteed-instance-manager-cpu: '{"v1":"6"}'
      upgrade-cheker: false
      storage-minimal-available-percentage: 120
      snapshot-data-integrity-cronjob: '{"v1":"0 0 1 * *","v2":"0 0 * *"}'
    `
    const engines = 'a value per data engine names v1 and v2, no more and no less, also where an engine is off'
    expect(told(settings(text))).toEqual([
      [
        'data["default-setting.yaml"]',
        `{"v1":"3"} was given; ${engines}`,
        'Write one value for all engines, or {"v1":"3","v2":"3"}.',
      ],
      [
        'data["default-setting.yaml"]',
        `{"v1":"6"} was given; ${engines}`,
        'Write one value for all engines, or {"v1":"6","v2":"6"}.',
      ],
      [
        'data["default-setting.yaml"]',
        '"upgrade-cheker" is not a setting of Longhorn v1.12.1',
        'Did you mean "upgrade-checker"?',
      ],
      [
        'data["default-setting.yaml"]',
        '"120" was given; storage-minimal-available-percentage takes a whole number from 0 to 100',
        'Write such a value.',
      ],
      [
        'data["default-setting.yaml"]',
        '"0 0 * *" was given for snapshot-data-integrity-cronjob: only five cron fields or a word such as "@daily" are allowed',
        'Write e.g. "0 3 * * 0".',
      ],
    ])
  })

  it('accepts what Longhorn does: texts with and without quotes, nothing, and an empty file', () => {
    const text = 'upgrade-checker: false\ndefault-replica-count: 2\nlog-level: "Debug"\nstorage-network:\n'
    expect(told(settings(text))).toEqual([])
    expect(told(settings(''))).toEqual([])
    expect(told(settings('no-setting: true', 'another'))).toEqual([])
  })

  it('fires for a file that Longhorn reads nothing of', () => {
    for (const text of ['- a\n- b\n', '{', 'just words']) {
      expect(told(settings(text))).toMatchObject([
        [expect.any(String), expect.stringContaining('reads none of it'), expect.any(String)],
      ])
    }
    expect(told(settings('default-replica-count: { v1: "3", v2: "3" }'))).toMatchObject([
      [
        expect.any(String),
        'default-replica-count is not a text in YAML, so Longhorn reads none of the settings',
        `Put its value in quotes: default-replica-count: '{"v1":"3","v2":"3"}'.`,
      ],
    ])
  })
})

describe('recurringJobsCheck', () => {
  const job = (cron: unknown, apiVersion = 'longhorn.io/v1beta2'): KubeObject => ({
    apiVersion,
    kind: 'RecurringJob',
    metadata: { name: 'nightly', namespace: 'longhorn-system' },
    spec: { cron },
  })
  const run = (object: KubeObject) => recurringJobsCheck.run(testRendering({ objects: [object] }))

  it.each(['0 3 * *', '0 0 3 * * *', '61 * * * *', 'daily'])('fires for the schedule %s', (cron) => {
    expect(run(job(cron))).toMatchObject([
      { rule: 'longhorn-recurring-job-schedule', path: 'spec.cron', message: expect.stringContaining(`"${cron}"`) },
    ])
  })

  it.each([['0 3 * * *'], ['@daily'], [undefined]])('accepts %s', (cron) => {
    expect(run(job(cron))).toEqual([])
  })

  it('leaves the jobs of others alone', () => {
    expect(run(job('0 3 * *', 'example.org/v1'))).toEqual([])
  })
})

it('follows a backup target to the Secret with its credentials', () => {
  const target = (spec: object): KubeObject => ({
    apiVersion: 'longhorn.io/v1beta2',
    kind: 'BackupTarget',
    metadata: { name: 'default', namespace: 'longhorn-system' },
    spec,
  })
  const follow = longhorn.references?.['longhorn.io/BackupTarget']
  expect(follow?.(target({ credentialSecret: 'nas' }))).toEqual([
    { path: 'spec.credentialSecret', group: '', kind: 'Secret', namespace: 'longhorn-system', name: 'nas' },
  ])
  expect(follow?.(target({ credentialSecret: '' }))).toEqual([])
})
