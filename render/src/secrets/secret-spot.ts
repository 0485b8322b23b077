/** A value that was taken out of an object before anything else saw it. */
export interface SecretSpot {
  /** Path of the value. */
  readonly path: string
  /** Why it is taken for a secret. */
  readonly why: string
  /** Whether it surely is a credential, which must not be in Git; other values are only hidden. */
  readonly literal: boolean
  readonly fingerprint: string
}
