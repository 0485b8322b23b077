import { Yaml } from 'cdk8s'

/**
 * The configuration of a program as YAML; what is undefined is left out. cdk8s writes version 1.1, which quotes what a
 * reader written in Go would take for a number or a boolean, such as `on` or `0777`.
 */
export function configYaml(value: unknown): string {
  // cdk8s would write undefined as null.
  return Yaml.stringify(JSON.parse(JSON.stringify(value)))
}
