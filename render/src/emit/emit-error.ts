import { describeObject, type ObjectRef } from '@ainur/constructs/finding'

/** The tree could not be written. Nothing changed. */
export class EmitError extends Error {
  override readonly name = 'EmitError'
}

/** What a run would remove from one cluster, and why that is too much to do unasked. */
export interface Refusal {
  readonly cluster: string
  readonly removed: readonly ObjectRef[]
  /** Objects that were in the tree before. */
  readonly previous: number
  /** Those of `removed` that hold data, or other objects. */
  readonly precious: readonly ObjectRef[]
}

/** The run would remove more than its owner probably meant to. Nothing changed. */
export class RemovalRefused extends EmitError {
  readonly refusals: readonly Refusal[]

  constructor(refusals: readonly Refusal[]) {
    super(refusals.map(explain).join('\n\n'))
    this.refusals = refusals
  }
}

function explain({ cluster, removed, previous, precious }: Refusal): string {
  const reason =
    precious.length > 0
      ? `${precious.length} of them ${precious.length === 1 ? 'holds' : 'hold'} data or other objects`
      : 'that is more than a quarter'
  return [
    `${cluster}: this run would remove ${removed.length} of ${previous} objects, and ${reason}:`,
    ...precious.map((ref) => `  ! ${describeObject(ref)}`),
    ...removed.filter((ref) => !precious.includes(ref)).map((ref) => `  - ${describeObject(ref)}`),
    'Nothing was written. If that is what you want, run: npm run synth -- --allow-removals',
  ].join('\n')
}
