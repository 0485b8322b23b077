/** Runs `action`, whose failure with one of these codes is expected. Tells whether it succeeded. */
export function ignoring(codes: readonly string[], action: () => void): boolean {
  try {
    action()
    return true
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}
