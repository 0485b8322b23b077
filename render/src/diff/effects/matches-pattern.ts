import { matchesGlob } from '../../accept/matches-glob.ts'

/**
 * Whether a value matches a pattern of Argo CD: `*` matches anything, and a leading `!` negates the pattern. Patterns
 * with more than that in them count as matching.
 */
export function matchesPattern(pattern: string, value: string): boolean {
  if (pattern.startsWith('!')) return !matchesPattern(pattern.slice(1), value)
  return /[?[{\\]/.test(pattern) || matchesGlob(pattern, value)
}
