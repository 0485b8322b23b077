import type { Problem, Rule } from '../finding/rule.ts'

/** Makes problems of one rule, where something is wrong. */
export function ruleWhen(rule: Rule): (wrong: boolean, path: string, message: string, remedy: string) => Problem[] {
  return (wrong, path, message, remedy) => (wrong ? [rule.problem(path, message, remedy)] : [])
}
