import type { Check } from '../model/rendering.ts'
import { referencesCheck } from './references.ts'

/** All checks, in the order in which their findings are listed. */
export const checks: readonly Check[] = [referencesCheck]
