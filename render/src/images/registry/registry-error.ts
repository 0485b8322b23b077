/** A registry did not answer a question. `kind` tells whether asking again later may help. */
export class RegistryError extends Error {
  readonly kind: 'unreachable' | 'not-found' | 'denied' | 'invalid'

  constructor(kind: RegistryError['kind'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RegistryError'
    this.kind = kind
  }
}
