import type { Draft } from '../draft.ts'
import { isDnsLabel, toDnsLabel } from '../names.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const invalid = errorRule('cluster-name-invalid')

/** The name becomes a folder and part of object names. */
export function checkClusterName({ name }: Draft): Problem[] {
  if (name === undefined || isDnsLabel(name)) return []
  return [
    invalid(
      'name',
      `${quote(name)} is no DNS label; allowed are at most 63 of a-z, 0-9 and -, with a letter or digit at both ends`,
      toDnsLabel(name) ? `Write "${toDnsLabel(name)}".` : 'Choose a name such as "ainur".',
    ),
  ]
}
