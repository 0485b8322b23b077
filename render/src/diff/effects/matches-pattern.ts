import { matchesGlob } from '../../accept/matches-glob.ts'

/**
 * Whether a value is what a pattern of Argo CD says: `*` stands for anything, a leading `!` for everything else. Patterns
 * with more than that in them count as matching.
 */
export function matchesPattern(pattern: string, value: string): boolean {
  if (pattern.startsWith('!')) return !matchesPattern(pattern.slice(1), value)
  return /[?[{\\]/.test(pattern) || matchesGlob(pattern, value)
}
