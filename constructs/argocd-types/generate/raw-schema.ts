/** The keywords of a CRD's schema that types are made from. */
export interface RawSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, RawSchema>>
  readonly additionalProperties?: RawSchema | boolean
  readonly items?: RawSchema
  readonly required?: readonly string[]
  readonly 'x-kubernetes-int-or-string'?: boolean
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
}
