import type { Finding, ObjectRef, Severity } from './finding.ts'

/** A finding about a part of something, before it is known what object that is. */
export type Problem = Omit<Finding, 'object'>

/** What its author says about a rule, once; the pages in `docs/` are made from it. */
export interface RuleText {
  /** When it fires: half a sentence with a subject, plain Markdown. */
  readonly title: string
  /** What would happen otherwise, and to whom: whole sentences, plain Markdown. */
  readonly why: string
  /** What to do: whole sentences, plain Markdown. Findings say it unless they know something more exact. */
  readonly remedy: string
  /** When it is right to accept it, and what to check before; plain Markdown. @default nothing is said */
  readonly accept?: string
}

/** A rule that findings are made from; every finding has one. */
export interface Rule<S extends Severity = Severity> extends RuleText {
  readonly id: string
  /** Severities that its findings can have, worst first. */
  readonly severities: readonly S[]
  /**
   * A finding about an object.
   *
   * @param remedy @default the remedy of the rule
   * @param severity @default the worst of the rule
   */
  finding(object: ObjectRef, path: string, message: string, remedy?: string, severity?: S): Finding
  /** A finding without its object, which the caller adds. */
  problem(path: string, message: string, remedy?: string, severity?: S): Problem
}

/**
 * Declares a rule. List it where its check is registered, so that it has a page.
 *
 * @param id stable and in kebab case, e.g. `node-address-duplicate`
 * @param severity those that its findings can have, worst first; a finding has the first unless it names another
 */
export function defineRule<const S extends Severity>(
  id: string,
  severity: S | readonly [S, S, ...S[]],
  text: RuleText,
): Rule<S> {
  const severities: readonly S[] = typeof severity === 'string' ? [severity] : severity
  const worst = severities[0] as S
  return {
    id,
    ...text,
    severities,
    finding: (object, path, message, remedy = text.remedy, as = worst) => ({
      rule: id,
      severity: as,
      object,
      path,
      message,
      remedy,
    }),
    problem: (path, message, remedy = text.remedy, as = worst) => ({ rule: id, severity: as, path, message, remedy }),
  }
}
