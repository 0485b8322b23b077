/** A host with a path that an object sends somewhere. */
export interface RoutePath {
  /** Where it is written. */
  readonly path: string
  /** `*` for every host. */
  readonly host: string
  readonly prefix: string
  /** `prefix` means this path alone. */
  readonly exact: boolean
  /** Where it leads to, for people. */
  readonly target: string
  /** Class of the controller that serves it. */
  readonly controller: string
  /** Listeners that it is bound to. Absent: those for its kind of connection. */
  readonly listeners?: readonly string[]
  readonly tls: boolean
}
