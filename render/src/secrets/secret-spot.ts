/** A value that was taken out of an object before anything else saw it. */
export interface SecretSpot {
  /** Where it stood. */
  readonly path: string
  /** Why it is taken for a secret. */
  readonly why: string
  /** True where it has no business in Git: in anything but a Secret's reference. */
  readonly literal: boolean
  readonly fingerprint: string
}
