import { ownObject } from '@ainur/constructs/finding'
import type { DiffFinding } from '../model.ts'
import type { Rule, RuleContext } from './rule.ts'

/** A rule that breaks says so and leaves the others alone. */
export function runRule(rule: Rule, context: RuleContext): DiffFinding[] {
  try {
    return [...rule.run(context)]
  } catch (error) {
    return [
      {
        rule: 'rule-failed',
        severity: 'error',
        object: ownObject('Rule', rule.id),
        path: '',
        message: `The rule ${rule.id} stopped with ${error instanceof Error ? error.name : 'an error'}: what it looks for may be in this change.`,
        remedy: 'Look for it by eye, and report the tree that caused this.',
      },
    ]
  }
}
