/** First line of every file that we write: how a later run, and a reader, know whose it is. */
export const MARKER = '# Rendered by ainur from the definition in apps/: edit that, then run npm run synth.\n'

/** Path below the cluster's folder -> bytes. */
export type Files = ReadonlyMap<string, Buffer>
