/** One thing that is wrong with the props: where, what was given and what is allowed, what to do. */
export interface Problem {
  readonly path: string
  readonly message: string
  readonly remedy: string
}

export function problem(path: string, message: string, remedy: string): Problem {
  return { path, message, remedy }
}

/** The problem if `wrong`, else none. */
export function when(wrong: boolean, path: string, message: string, remedy: string): Problem[] {
  return wrong ? [problem(path, message, remedy)] : []
}
