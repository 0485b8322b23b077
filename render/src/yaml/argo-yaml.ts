import yaml from 'js-yaml'

/**
 * Scalars as Argo CD reads them: sigs.k8s.io/yaml decodes with yaml.v2, which is YAML 1.1 for booleans and octal
 * numbers but knows no base-60 numbers, and leaves dates strings. js-yaml supplies the syntax, this file the meaning.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/resolve.go
 */
const booleans = new Map<string, boolean>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
])
const nulls = new Set(['', '~', 'null', 'Null', 'NULL'])
const integer = /^[-+]?(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|0|[1-9][0-9_]*)$/
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/
const special = new Map([
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
])

function toInteger(text: string): number | string {
  const plain = text.replaceAll('_', '')
  const sign = plain.startsWith('-') ? -1 : 1
  const digits = plain.replace(/^[-+]/, '')
  const octal = /^0[0-7]+$/.exec(digits)
  const value = sign * Number(octal ? `0o${digits.slice(1)}` : digits)
  // A number that JavaScript would round compares as its digits.
  return Number.isSafeInteger(value) ? value : plain
}

const scalar = { kind: 'scalar' } as const
const schema = yaml.FAILSAFE_SCHEMA.extend({
  implicit: [
    new yaml.Type('tag:yaml.org,2002:null', {
      ...scalar,
      resolve: (text) => text === null || nulls.has(text),
      construct: () => null,
    }),
    new yaml.Type('tag:yaml.org,2002:bool', {
      ...scalar,
      resolve: (text) => booleans.has(text),
      construct: (text) => booleans.get(text),
    }),
    new yaml.Type('tag:yaml.org,2002:int', {
      ...scalar,
      resolve: (text) => text !== null && integer.test(text),
      construct: toInteger,
    }),
    new yaml.Type('tag:yaml.org,2002:float', {
      ...scalar,
      resolve: (text) =>
        text !== null && (special.has(text) || (/^[-+.0-9]/.test(text) && float.test(text.replaceAll('_', '')))),
      construct: (text) => special.get(text) ?? Number(text.replaceAll('_', '')),
    }),
    new yaml.Type('tag:yaml.org,2002:merge', { ...scalar, resolve: (text) => text === '<<' || text === null }),
  ],
  explicit: [
    new yaml.Type('tag:yaml.org,2002:binary', {
      ...scalar,
      resolve: (text) => text !== null,
      construct: (text) => Buffer.from(text, 'base64').toString('utf8'),
    }),
    new yaml.Type('tag:yaml.org,2002:timestamp', {
      ...scalar,
      resolve: (text) => text !== null,
      construct: (text) => text,
    }),
  ],
})

/** Reads one YAML document as Argo CD would. A key given twice keeps its last value. Throws on broken syntax. */
export function parseArgoYaml(text: string): unknown {
  return yaml.load(text, { schema, json: true })
}

/** Reads every document of `text`. */
export function parseArgoYamlAll(text: string): unknown[] {
  return yaml.loadAll(text, undefined, { schema, json: true })
}

/** What is wrong with a document, without any of its text: a broken Secret must not leak through an error. */
export function describeYamlError(error: unknown): string {
  if (error instanceof yaml.YAMLException) {
    const where = error.mark ? ` at line ${error.mark.line + 1}, column ${error.mark.column + 1}` : ''
    return `${knownReason(error.reason)}${where}`
  }
  return error instanceof RangeError ? 'nested too deeply' : 'not readable as YAML'
}

function knownReason(reason: string): string {
  return (
    reason
      .replace(/["'<`!&*(][^\n]*$/, '')
      .trim()
      .replace(/[:;,]$/, '') || 'not readable as YAML'
  )
}
