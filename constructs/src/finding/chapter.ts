import type { Rule } from './rule.ts'

/** Rules under one heading of a page in `docs/`. */
export interface Chapter {
  readonly title: string
  readonly rules: readonly Rule[]
}
