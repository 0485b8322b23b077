import { quote } from '../../cluster/problem.ts'
import { suggest } from '../../cluster/suggest.ts'
import { settingsTable } from './generated/settings-table.ts'
import type { SettingRule } from './setting-rule.ts'
import { longhornSettingsSource } from './upstream.ts'

const table: Readonly<Record<string, SettingRule>> = settingsTable

/** What is wrong with a setting, and what to do. */
export interface SettingFault {
  readonly message: string
  readonly remedy: string
}

/** Settings of older releases that are fields of the default backup target now. */
const movedToBackupTarget = ['backup-target', 'backup-target-credential-secret', 'backupstore-poll-interval']

/**
 * What Longhorn of the pinned version would refuse about a setting; undefined if nothing. It skips what it refuses, keeps
 * its default, and only its log says so.
 *
 * @param value as the ConfigMap `longhorn-default-setting` has it: always a text.
 * @see https://github.com/longhorn/longhorn-manager/blob/v1.12.1/types/setting.go ValidateSetting
 */
export function judgeSetting(name: string, value: string): SettingFault | undefined {
  const rule = Object.hasOwn(table, name) ? table[name] : undefined
  if (!rule) return unknown(name)
  if (rule.readOnly) {
    return { message: `${quote(name)} is a setting that Longhorn alone writes`, remedy: 'Remove it.' }
  }
  const text = value.trim()
  if (text === '') {
    if (!rule.required) return undefined
    return { message: `nothing was given; ${name} takes ${takes(name, rule)}`, remedy: 'Write a value, or remove it.' }
  }
  const engines = enginesIn(text)
  if (!engines) return judgeValue(name, text, rule)
  return judgeEngines(name, text, engines, rule)
}

function unknown(name: string): SettingFault {
  const message = `${quote(name)} is not a setting of Longhorn ${longhornSettingsSource.version}`
  if (movedToBackupTarget.includes(name)) {
    return { message, remedy: 'Say it with the prop backupTarget, or in the ConfigMap longhorn-default-resource.' }
  }
  const hint = suggest(name, Object.keys(table))
  const all = 'Its settings are at https://longhorn.io/docs/latest/references/settings/.'
  return { message, remedy: hint ? `Did you mean ${quote(hint)}?` : `Remove it. ${all}` }
}

/** The members of `text` if it is an object in JSON, which Longhorn takes for a value per engine. */
function enginesIn(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** A text whose own value is JSON, not one per engine. */
const jsonTexts = ['system-managed-csi-components-resource-limits']

function judgeEngines(
  name: string,
  text: string,
  given: Readonly<Record<string, unknown>>,
  rule: SettingRule,
): SettingFault | undefined {
  const { engines } = rule
  if (!engines) {
    if (jsonTexts.includes(name)) return undefined
    const message = `${text} was given; ${name} has one value, not one per data engine: it takes ${takes(name, rule)}`
    return { message, remedy: 'Write one value.' }
  }
  const names = Object.keys(given)
  if (engines.some((engine) => !names.includes(engine)) || names.some((engine) => !engines.includes(engine))) {
    const message = `${text} was given; a value per data engine names ${engines.join(' and ')}, no more and no less, also where an engine is off`
    const sample = JSON.stringify(Object.fromEntries(engines.map((engine) => [engine, sampleOf(given)])))
    return { message, remedy: `Write one value for all engines, or ${sample}.` }
  }
  for (const [engine, value] of Object.entries(given)) {
    if (typeof value !== 'string') {
      const message = `${text} was given; the value of ${engine} is ${quote(value)}, and Longhorn takes texts there`
      return { message, remedy: `Write ${quote(String(value))}.` }
    }
    const fault = judgeValue(name, value, rule)
    if (fault) return fault
  }
}

function sampleOf(given: Readonly<Record<string, unknown>>): string {
  return String(Object.values(given)[0] ?? '…')
}

const numbers = { int: /^[+-]?\d+$/, float: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i }

/** What Longhorn looks for in a text, beside what the table knows. */
const formats: Readonly<Record<string, { readonly pattern: RegExp; readonly what: string }>> = {
  'storage-network': {
    pattern: /^[a-z0-9][-a-z0-9.]*\/[a-z0-9][-a-z0-9.]*$/,
    what: '<namespace>/<name> of a NetworkAttachmentDefinition',
  },
  'orphan-resource-auto-deletion': {
    pattern: /^ *(replica-data|instance) *(; *(replica-data|instance) *)*$/,
    what: 'replica-data and instance, separated by ";"',
  },
  'system-managed-components-node-selector': {
    pattern: /^[^:;]+:[^:;]*(;[^:;]+:[^:;]*)*$/,
    what: 'labels such as kubernetes.io/arch:amd64, separated by ";"',
  },
  'taint-toleration': {
    pattern: /^[^:;]+:(NoSchedule|NoExecute|PreferNoSchedule)?(;[^:;]+:(NoSchedule|NoExecute|PreferNoSchedule)?)*$/,
    what: 'taints such as key=value:NoSchedule, separated by ";"',
  },
}

function judgeValue(name: string, text: string, rule: SettingRule): SettingFault | undefined {
  if (isTaken(name, text, rule)) return undefined
  const words = rule.options ?? (rule.type === 'bool' ? ['true', 'false'] : [])
  const hint = suggest(text, words)
  const remedy = hint ? `Did you mean ${quote(hint)}?` : 'Write one of these.'
  return {
    message: `${quote(text)} was given; ${name} takes ${takes(name, rule)}`,
    remedy: words.length > 0 ? remedy : 'Write such a value.',
  }
}

function isTaken(name: string, text: string, rule: SettingRule): boolean {
  if (rule.options) return rule.options.includes(text)
  if (rule.type === 'bool') return text === 'true' || text === 'false'
  if (rule.type === 'string') return formats[name]?.pattern.test(text) ?? true
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = rule
  return numbers[rule.type].test(text) && Number(text) >= minimum && Number(text) <= maximum
}

function takes(name: string, { type, options, minimum, maximum }: SettingRule): string {
  if (options) return `one of ${options.join(', ')}`
  if (type === 'bool') return 'true or false'
  if (type === 'string') return formats[name]?.what ?? 'a text'
  const what = type === 'int' ? 'a whole number' : 'a number'
  if (minimum !== undefined && maximum !== undefined) return `${what} from ${minimum} to ${maximum}`
  if (minimum !== undefined) return `${what} of at least ${minimum}`
  return what
}
