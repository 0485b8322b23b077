import { isRecord } from '../../app/is-record.ts'

const width = 120

/** JSON with sorted keys in which whatever fits into a line of 120 characters is one: short, and its diffs are readable. */
export function readableJson(value: unknown): string {
  return `${format(value, '', 0)}\n`
}

function format(value: unknown, indent: string, before: number): string {
  const line = oneLine(value)
  if (indent.length + before + line.length < width) return line
  const inner = `${indent} `
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => `${inner}${format(item, inner, 1)}`).join(',\n')}\n${indent}]`
  }
  if (!isRecord(value)) return line
  const members = Object.keys(value)
    .sort()
    .map((key) => {
      const name = `${JSON.stringify(key)}: `
      return `${inner}${name}${format(value[key], inner, name.length + 1)}`
    })
  return `{\n${members.join(',\n')}\n${indent}}`
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  if (!isRecord(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}: ${oneLine(value[key])}`)
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}'
}
