import type { Edits } from '../../cluster/fixtures/edit.ts'
import type { AppFinding } from '../app.ts'

/** A change of props that nothing is wrong with, and all that is then found. */
export interface PropsCase {
  readonly title: string
  readonly edits: Edits
  readonly findings: readonly AppFinding[]
}
