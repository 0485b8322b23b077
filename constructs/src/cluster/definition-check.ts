import type { Problem, Rule } from '../finding/rule.ts'
import type { Draft } from './draft.ts'

/** Looks at the whole of a definition, of which parts may be missing, for one kind of mistake. */
export interface DefinitionCheck {
  /** Rules of the problems that it reports. */
  readonly rules: readonly Rule[]
  run(draft: Draft): readonly Problem[]
}
