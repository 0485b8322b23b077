import type { Rule } from '@ainur/constructs/finding'
import { chapters } from '@ainur/constructs/rules'
import { acceptExpired, acceptUnused } from '../accept/accept-findings.ts'
import { acceptInvalid } from '../accept/read-accept.ts'
import { archiveRules } from '../charts/chart-archives.ts'
import { checkGroups } from '../checks/index.ts'
import { definitionFileInvalid } from '../definitions/read-definitions.ts'
import { ruleFailed } from '../diff/rule/run-check.ts'
import { diffChecks } from '../diff/rules/index.ts'
import { imageLockInvalid } from '../images/parse-image-lock.ts'
import { verifyRules } from '../images/verify-images.ts'
import { inflateRules } from '../inflate/inflate-rules.ts'
import type { Check } from '../model/rendering.ts'
import { passes } from '../passes/index.ts'
import { appRules } from '../pipeline/app-rules.ts'
import { schemaRules, serverCodeRules } from '../schema/schema-rules.ts'
import { upstreamRules } from '../upstreams/upstream-rules.ts'

/** Every rule that a finding can be of, in three parts; within a part each id is one rule. */
export const book = {
  /** `docs/definition-rules.md`, in its chapters. */
  definition: chapters,
  /** The tables of `docs/checks.md`, by their marks. */
  tree: {
    apps: appRules,
    ownership: rulesOf(checkGroups.ownership),
    references: rulesOf(checkGroups.references),
    systems: rulesOf(checkGroups.systems),
    schema: [definitionFileInvalid, ...schemaRules],
    'api-server': serverCodeRules,
    placement: [imageLockInvalid, ...passes.flatMap(({ rules }) => rules)],
    images: verifyRules,
    upstreams: upstreamRules,
    charts: [...archiveRules, ...inflateRules, ...rulesOf(checkGroups.releases)],
    applying: rulesOf(checkGroups.applying),
    network: rulesOf(checkGroups.network),
    hardware: rulesOf(checkGroups.hardware),
    accept: [acceptExpired, acceptUnused, acceptInvalid],
  },
  /** A page each in `docs/diff/`. */
  diff: diffChecks.map(({ rule }) => rule),
  /** Rules about the diff itself. */
  diffItself: [ruleFailed],
}

function rulesOf(checks: readonly Check[]): Rule[] {
  return checks.flatMap(({ rules }) => rules)
}
