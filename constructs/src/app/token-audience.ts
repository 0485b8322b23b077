/** A client of an identity provider whose tokens the API server takes. */
export interface TokenAudience {
  /** URL of the issuer, exactly as tokens have it. */
  readonly issuer: string
  /** Id of the client. */
  readonly audience: string
}
