import { describe, expect, it } from 'vitest'
import { settingsTable, tableSource } from './generated/settings-table.ts'
import { judgeSetting } from './judge-setting.ts'
import { longhornSettingsSource, longhornUpstream } from './upstream.ts'

it('knows the settings of the version that is pinned', () => {
  expect(tableSource, 'run npm run generate').toEqual(longhornSettingsSource)
  expect(tableSource.version).toBe(longhornUpstream.version)
  expect(Object.keys(settingsTable)).toHaveLength(116)
})

describe('what Longhorn takes', () => {
  it.each([
    ['upgrade-checker', 'false'],
    ['default-replica-count', '2'],
    ['default-replica-count', '{"v1":"2","v2":"3"}'],
    ['default-replica-count', ' {"v2":"2","v1":"2"} '],
    ['disable-revision-counter', '{"v1":"true"}'],
    ['guaranteed-instance-manager-cpu', '6.5'],
    ['guaranteed-instance-manager-cpu', '{"v1":"40","v2":"0"}'],
    ['default-backup-block-size', '16'],
    ['snapshot-data-integrity', '{"v1":"disabled","v2":"enabled"}'],
    ['storage-network', ''],
    ['storage-network', 'kube-system/lan'],
    ['orphan-resource-auto-deletion', 'replica-data;instance'],
    ['taint-toleration', 'storage=only:NoSchedule;slow:NoExecute'],
    ['system-managed-components-node-selector', 'kubernetes.io/arch:amd64;disk:'],
    ['system-managed-csi-components-resource-limits', '{"csi-attacher":{"limits":{"memory":"64Mi"}}}'],
    ['priority-class', 'mine'],
  ])('includes %s: %s', (name, value) => {
    expect(judgeSetting(name, value)).toBeUndefined()
  })
})

describe('what Longhorn refuses', () => {
  it.each([
    [
      'default-replica-count',
      '{"v1":"3"}',
      '{"v1":"3"} was given; a value per data engine names v1 and v2, no more and no less, also where an engine is off',
      'Write one value for all engines, or {"v1":"3","v2":"3"}.',
    ],
    [
      'disable-revision-counter',
      '{"v1":"true","v2":"true"}',
      '{"v1":"true","v2":"true"} was given; a value per data engine names v1, no more and no less, also where an engine is off',
      'Write one value for all engines, or {"v1":"true"}.',
    ],
    [
      'default-replica-count',
      '{"v1":3,"v2":3}',
      '{"v1":3,"v2":3} was given; the value of v1 is 3, and Longhorn takes texts there',
      'Write "3".',
    ],
    [
      'upgrade-checker',
      '{"v1":"true","v2":"true"}',
      '{"v1":"true","v2":"true"} was given; upgrade-checker has one value, not one per data engine: it takes true or false',
      'Write one value.',
    ],
    [
      'guaranteed-instance-manager-cpu',
      '{"v1":"6","v2":"120"}',
      '"120" was given; guaranteed-instance-manager-cpu takes a number from 0 to 40',
      'Write such a value.',
    ],
    [
      'default-replica-count',
      '21',
      '"21" was given; default-replica-count takes a whole number from 1 to 20',
      undefined,
    ],
    [
      'default-replica-count',
      '2.5',
      '"2.5" was given; default-replica-count takes a whole number from 1 to 20',
      undefined,
    ],
    ['failed-backup-ttl', '-1', '"-1" was given; failed-backup-ttl takes a whole number of at least 0', undefined],
    ['upgrade-checker', 'yes', '"yes" was given; upgrade-checker takes true or false', undefined],
    [
      'node-drain-policy',
      'always-alow',
      expect.stringContaining('"always-alow" was given; node-drain-policy takes one of block-for-eviction,'),
      'Did you mean "always-allow"?',
    ],
    ['default-backup-block-size', '4', '"4" was given; default-backup-block-size takes one of 2, 16', undefined],
    [
      'storage-network',
      'lan',
      '"lan" was given; storage-network takes <namespace>/<name> of a NetworkAttachmentDefinition',
      undefined,
    ],
    ['orphan-resource-auto-deletion', 'true', expect.stringContaining('replica-data and instance'), undefined],
    ['log-level', '', expect.stringMatching(/^nothing was given; log-level takes one of Panic, /), undefined],
    ['crd-api-version', 'v1', '"crd-api-version" is a setting that Longhorn alone writes', 'Remove it.'],
    [
      'default-replica-cout',
      '3',
      '"default-replica-cout" is not a setting of Longhorn v1.12.1',
      'Did you mean "default-replica-count"?',
    ],
    ['defaultReplicaCount', '3', expect.any(String), 'Did you mean "default-replica-count"?'],
    [
      'backup-target',
      's3://a@b/',
      '"backup-target" is not a setting of Longhorn v1.12.1',
      'Say it with the prop backupTarget, or in the ConfigMap longhorn-default-resource.',
    ],
    ['toString', 'x', '"toString" is not a setting of Longhorn v1.12.1', expect.stringMatching(/^Remove it\./)],
  ])('includes %s: %s', (name, value, message, remedy) => {
    expect(judgeSetting(name, value)).toEqual({ message, remedy: remedy ?? expect.any(String) })
  })
})
