import { stringify } from 'yaml'

/**
 * The configuration of a program as YAML. Version 1.1 quotes what a reader written in Go would take for a number or a
 * boolean, such as `on` or `0777`.
 */
export function configYaml(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0 })
}
