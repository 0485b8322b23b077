import type { settingsTable } from './generated/settings-table.ts'

type Table = typeof settingsTable

/** Settings that follow from something else that was said, and where that is. */
export const derivedSettings = {
  'default-replica-count': 'the prop replicas says it',
  'create-default-disk-labeled-nodes': 'which disks Longhorn takes follows from their purpose in the definition',
  'taint-toleration': 'it follows from the taints of the nodes',
  'system-managed-components-node-selector': 'place() says where Longhorn runs',
  'system-managed-csi-components-resource-limits': 'the prop resources says it',
  'priority-class': 'the pods of the tree have the same one',
} as const

type ReadOnly = { [Name in keyof Table]: Table[Name] extends { readOnly: true } ? Name : never }[keyof Table]

/** Names of the settings that an owner may set. */
export type LonghornSettingName = Exclude<keyof Table, ReadOnly | keyof typeof derivedSettings>

type Plain<Rule> = Rule extends { type: 'bool' }
  ? boolean
  : Rule extends { type: 'int' | 'float' }
    ? number
    : Rule extends { options: readonly (infer Word)[] }
      ? Word
      : string

type Value<Rule> = Rule extends { engines: readonly (infer Engine extends string)[] }
  ? Plain<Rule> | { readonly [Name in Engine]: Plain<Rule> }
  : Plain<Rule>

/**
 * Settings of Longhorn by their own names. Those with a value per data engine take one value for all engines, or one for
 * each: `{ v1: 6, v2: 6 }`.
 *
 * @see https://longhorn.io/docs/latest/references/settings/
 */
export type LonghornSettings = { readonly [Name in LonghornSettingName]?: Value<Table[Name]> }

/** A value as the file `default-setting.yaml` has it. */
export function settingText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return JSON.stringify(Object.fromEntries(Object.entries(value).map(([engine, each]) => [engine, String(each)])))
}
