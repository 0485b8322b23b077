import type { Problem, Rule } from '../finding/rule.ts'

/** Makes problems of `rule`, where something is wrong. */
export function ruleWhen(rule: Rule): (wrong: boolean, path: string, message: string, remedy: string) => Problem[] {
  return (wrong, ...said) => (wrong ? [rule.problem(...said)] : [])
}
