import type { Rule } from './rule.ts'

/** Rules that stand together on a page of `docs/`. */
export interface Chapter {
  readonly title: string
  readonly rules: readonly Rule[]
}
