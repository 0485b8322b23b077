/** One entry of `accept.yaml`: findings that a person has looked at and does not want to see until a day. */
export interface AcceptEntry {
  readonly rule: string
  /** `StatefulSet media/plex`, `StorageClass longhorn`; `*` matches any characters. */
  readonly object: string
  /** Path inside the object; `*` matches any characters. @default every path */
  readonly path?: string
  readonly reason: string
  /** Last day on which it holds, `2027-01-31`. */
  readonly until: string
  /** Its place in the file, counted from 0. */
  readonly index: number
}
