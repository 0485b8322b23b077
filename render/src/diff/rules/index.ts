import type { Rule } from './rule.ts'

/** All rules, in the order of danger. */
export const rules: readonly Rule[] = []
