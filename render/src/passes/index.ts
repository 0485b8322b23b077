import type { Pass } from '../model/rendering.ts'
import { drainBudgetsPass } from './drain-budgets.ts'
import { imageLockPass } from './image-lock.ts'
import { labelsPass } from './labels.ts'
import { namespacePass, type ScopeOf } from './namespace.ts'
import { overridesPass } from './overrides.ts'
import { placementPass } from './placement.ts'
import { podSecurityPass } from './pod-security.ts'
import { pullSecretsPass } from './pull-secrets.ts'
import { scopeFromIndex } from './scope-from-index.ts'
import { serverDefaultsPass } from './server-defaults.ts'
import { spreadPass } from './spread.ts'

export type { ScopeOf } from './namespace.ts'

/**
 * All passes, in the order in which they run: names first, then what the owner wants otherwise, then what pods run, then
 * where, then what that means for their namespaces.
 */
function allPasses(scopeOf: ScopeOf): readonly Pass[] {
  return [
    namespacePass(scopeOf),
    overridesPass,
    drainBudgetsPass,
    labelsPass,
    serverDefaultsPass,
    imageLockPass,
    pullSecretsPass,
    placementPass,
    spreadPass,
    podSecurityPass,
  ]
}

/** The passes, with kinds from the generated schemas. */
export const passes: readonly Pass[] = allPasses(scopeFromIndex)
