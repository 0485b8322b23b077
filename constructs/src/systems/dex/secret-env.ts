/** A value that Dex reads from its environment, and the Secret in Dex's namespace that it comes from. */
export interface SecretEnv {
  readonly variable: string
  readonly secret: string
  readonly key: string
}

/** `github` -> `GITHUB`, `argo-cd` -> `ARGO_CD`: the part of a variable's name that follows from an id. */
export function variablePart(id: string): string {
  return id.toUpperCase().replace(/[^A-Z0-9]/g, '_')
}
