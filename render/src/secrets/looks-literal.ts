import { isPasswordName, isSecretsName, isSensitiveName } from './sensitive-name.ts'

/** Below this, a value is a switch or an example. Default passwords such as `admin` are longer. */
const SHORTEST = 4

const switches =
  /^(?:true|false|null|none|yes|no|on|off|required|optional|disabled|enabled|placeholder|redacted|x+|\*+)$/i
/** $VAR, ${VAR}, $(VAR), $secret:key, {{ template }}, <fill in>, %(x)s, @file. */
const references = /^(?:[$<{%@]|env[:.]|file:|vault:|ref\+|op:\/\/)/
const places = /^(?:\.{0,2}\/|https?:\/\/[^@]*$)/
const amount = /^[-+]?[\d.]+(?:ms|s|m|h|d|[KMGT]i?B?)?$/
const prose = /\s\S+\s/
/** `minio-credentials`, `cert-manager/webhook-ca`: words as people name objects, no mixture that a machine made. */
const objectName = /^[a-z]+\d{0,2}(?:[-./](?:[a-z]+\d{0,2}|\d{1,3}))*$/

/**
 * Whether `value`, where a credential belongs, is that credential itself rather than a reference, a switch, a path, an
 * amount, prose or a placeholder. `changeme` is one: it is what the program runs with.
 */
export function looksLiteral(value: string): boolean {
  const text = value.trim().replace(/^(["'])(.*)\1$/s, '$2')
  if (text.length < SHORTEST) return false
  return ![switches, references, places, amount, prose].some((form) => form.test(text))
}

/** Whether something called `name` is given a credential literally: what both the check and the diff report. */
export function isLiteralCredential(name: string, value: string): boolean {
  if (!isSensitiveName(name) || (isSecretsName(name) && objectName.test(value))) return false
  return looksLiteral(value) || (isPasswordName(name) && /^\s*(["']?)\d{4,}\1\s*$/.test(value))
}
