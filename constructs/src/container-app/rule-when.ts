import { errorRule, type Problem, type Rule } from '../cluster/problem.ts'

/** Makes problems of one rule, where something is wrong. */
export function ruleWhen(id: string): (wrong: boolean, ...said: Parameters<Rule>) => Problem[] {
  const rule = errorRule(id)
  return (wrong, ...said) => (wrong ? [rule(...said)] : [])
}
