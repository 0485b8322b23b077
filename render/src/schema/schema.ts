/**
 * The part of an OpenAPI v3 schema that the checks and the diff need.
 *
 * Core definitions and custom resources share it. `$ref` is the bare name of a definition in the same `SchemaFile`.
 */
export interface Schema {
  readonly $ref?: string
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  /** OpenAPI formats, and ours: `quantity`, `labels`, `annotations`, `dns-label`, `port-name`. */
  readonly format?: string
  readonly nullable?: boolean
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: boolean
  readonly exclusiveMaximum?: boolean
  readonly multipleOf?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly not?: Schema
  /** Kept only where it completes a list's key: a port without protocol is a TCP port. */
  readonly default?: unknown
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map'
  readonly 'x-kubernetes-list-map-keys'?: readonly string[]
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular'
  readonly 'x-kubernetes-patch-merge-key'?: string
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
  readonly 'x-kubernetes-int-or-string'?: boolean
  readonly 'x-kubernetes-embedded-resource'?: boolean
}

export type Definitions = Readonly<Record<string, Schema>>

/** Contents of one generated file. */
export interface SchemaFile {
  readonly definitions: Definitions
  /** apiVersion -> kind -> schema of the whole object. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, Schema>>>>
}

/** The schema of one kind, and what its `$ref`s point to. */
export interface KindSchema {
  readonly root: Schema
  readonly definitions: Definitions
  /**
   * `core`: the API server decodes into Go structs, so that null and an empty enum value mean "absent".
   * `custom`: it applies the schema literally.
   */
  readonly origin: 'core' | 'custom'
}

/** Follows `$ref`s to a schema that is not a `$ref`. */
export function resolve(schema: Schema, definitions: Definitions): Schema {
  let current = schema
  while (current.$ref !== undefined) {
    const target = definitions[current.$ref]
    if (!target) throw new Error(`schema definition "${current.$ref}" is missing: generate the schemas again`)
    current = target
  }
  return current
}
