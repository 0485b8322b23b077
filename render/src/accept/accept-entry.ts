/** One line of `accept.yaml`: a finding that somebody looked at and wants no more of, until a day. */
export interface AcceptEntry {
  readonly rule: string
  /** `StatefulSet media/plex`, `StorageClass longhorn`; `*` stands for anything within. */
  readonly object: string
  /** Path inside the object; `*` stands for anything. @default every path */
  readonly path?: string
  readonly reason: string
  /** Last day on which it holds, `2027-01-31`. */
  readonly until: string
  /** Its place in the file, counted from 0. */
  readonly index: number
}
