import { isRecord } from '../../../app/is-record.ts'
import type { SettingRule } from '../setting-rule.ts'

/**
 * The text of `generated/settings-table.ts`.
 *
 * @param source table of Longhorn's settings as JSON: name -> type, default, options, range and whether it is per engine.
 */
export function settingsTable(source: string, { version, sha256 }: { version: string; sha256: string }): string {
  const settings: unknown = JSON.parse(source)
  if (!isRecord(settings)) throw new Error('the table of settings is not an object')
  const lines = Object.keys(settings)
    .sort()
    .map((name) => `  '${name}': ${literal(ruleOf(name, settings[name]))},`)
  return [
    `// Made by npm run generate from the settings of Longhorn ${version}: do not edit.`,
    '',
    `export const tableSource = ${literal({ version, sha256 })} as const`,
    '',
    'export const settingsTable = {',
    ...lines,
    '} as const',
    '',
  ].join('\n')
}

/** A setting without a type of its own is a text: `priority-class`. */
const types: Readonly<Record<string, SettingRule['type']>> = {
  bool: 'bool',
  int: 'int',
  float: 'float',
  string: 'string',
  deprecated: 'string',
  '': 'string',
}

function ruleOf(name: string, setting: unknown): SettingRule {
  const given = isRecord(setting) ? setting : {}
  const type = types[String(given.type)]
  if (!type) throw new Error(`${name}: its type ${JSON.stringify(given.type)} is not known here`)
  const range = [given.range, given.floatRange].find(isRecord) ?? {}
  return {
    type,
    ...(given.required ? { required: true } : {}),
    ...(given.readOnly ? { readOnly: true } : {}),
    // The engines that a value may name are those that the default names.
    ...(given.dataEngineSpecific ? { engines: Object.keys(JSON.parse(String(given.default))).sort() } : {}),
    ...(Array.isArray(given.options) ? { options: given.options.map(String) } : {}),
    ...(typeof range.minimum === 'number' ? { minimum: range.minimum } : {}),
    ...(typeof range.maximum === 'number' ? { maximum: range.maximum } : {}),
  }
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (isRecord(value)) {
    const members = Object.entries(value).map(([key, inner]) => `${key}: ${literal(inner)}`)
    return `{ ${members.join(', ')} }`
  }
  return typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value)
}
