/** A part of a file on a node; the rest of the file stays as it is. Plain data. */
export interface ConfigurationPart {
  /** Absolute path on the node; for Talos, whose nodes have no files to write, `machine configuration`. */
  readonly file: string
  /** Merged into the file; with `kind`, a document of its own in it. Lists are joined with those that are there. */
  readonly content: Readonly<Record<string, unknown>>
}
