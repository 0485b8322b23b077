import type { Rule } from './rule.ts'

/** Rules that are together on a page of `docs/`. */
export interface Chapter {
  readonly title: string
  readonly rules: readonly Rule[]
}
