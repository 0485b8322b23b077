/** Steps from the root of an object: keys, `[]` for any item of a list, `{}` for any value of a map. */
export type SchemaPath = readonly string[]

/** One thing that a definition took and takes no longer. */
export interface Narrowing {
  readonly path: SchemaPath
  /** `dropped`: the API server leaves it out without a word. `refused`: it answers with an error. */
  readonly effect: 'dropped' | 'refused'
  /** Rarely met in practice, and often written by a newer generator of definitions without anybody noticing. */
  readonly isSlight?: boolean
  /** Part of a list: `spec.size`, or `spec.mode no longer takes "fast"`. */
  readonly told: string
  /** Whether a value at `path` is concerned. */
  concerns(value: unknown): boolean
}

/** `spec.disks[].path`, `spec.labels.*`; `the object` for the root. */
export function tellPath(path: SchemaPath): string {
  return (
    path
      .map((step) => (step === '[]' ? '[]' : step === '{}' ? '.*' : `.${step}`))
      .join('')
      .replace(/^\./, '') || 'the object'
  )
}
