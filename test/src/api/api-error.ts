/** An answer of the API server that is not a success. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** HTTP status. */
  readonly status: number
  /** Kubernetes' word for it, such as `AlreadyExists`; empty when the body was not a Status. */
  readonly reason: string

  constructor(method: string, path: string, status: number, body: string) {
    const parsed = parseStatus(body)
    super(`${method} ${path}: ${status} ${parsed?.message ?? body.slice(0, 500)}`)
    this.status = status
    this.reason = parsed?.reason ?? ''
  }
}

/** Whether `error` says that the object, or its kind, does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404
}

function parseStatus(body: string): { readonly message?: string; readonly reason?: string } | undefined {
  try {
    const status = JSON.parse(body)
    return status?.kind === 'Status' ? status : undefined
  } catch {
    return undefined
  }
}
