import { defineRule, ownObject } from '@ainur/constructs/finding'
import type { DiffCheck, DiffContext, DiffFinding } from '../model.ts'

export const ruleFailed = defineRule('rule-failed', 'error', {
  title: 'a rule of the diff stopped with an error',
  why: 'What it looks for may be in this change.',
  remedy: 'Look for it by eye, and report the tree that caused this.',
})

/** A check that breaks says so and leaves the others alone. */
export function runCheck(check: DiffCheck, context: DiffContext): DiffFinding[] {
  try {
    return [...check.run(context)]
  } catch (error) {
    const { id } = check.rule
    const how = error instanceof Error ? error.name : 'an error'
    const message = `The rule ${id} stopped with ${how}: what it looks for may be in this change.`
    return [ruleFailed.finding(ownObject('Rule', id), '', message)]
  }
}
