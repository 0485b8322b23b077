import type { Problem } from '@ainur/constructs/finding'
import { asMap, type Fields, numberedMaps } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { labelValue } from '../validate/syntax.ts'
import { breach } from './breach.ts'
import { expressionRules, selectorRules } from './selector-rules.ts'

const required = 'requiredDuringSchedulingIgnoredDuringExecution'
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution'

/** What the API server refuses about where a pod may run. */
export function schedulingRules(spec: Fields, path: Path): Problem[] {
  const affinity = asMap(spec.affinity)
  const at = [...path, 'affinity']
  return [
    ...numberedMaps(spec.tolerations).flatMap(([index, each]) =>
      tolerationRules(each, [...path, 'tolerations', index]),
    ),
    ...nodeAffinityRules(asMap(affinity.nodeAffinity), [...at, 'nodeAffinity']),
    ...podAffinityRules(asMap(affinity.podAffinity), [...at, 'podAffinity']),
    ...podAffinityRules(asMap(affinity.podAntiAffinity), [...at, 'podAntiAffinity']),
    ...numberedMaps(spec.topologySpreadConstraints).flatMap(([index, constraint]) => {
      const place = [...path, 'topologySpreadConstraints', index]
      const { maxSkew, topologyKey } = constraint
      return [
        ...(typeof maxSkew === 'number' && maxSkew < 1
          ? [breach(serverRule.affinity, [...place, 'maxSkew'], `${maxSkew}: only 1 or more is allowed`, 'write 1')]
          : []),
        ...keyRules(topologyKey, place),
        ...selectorRules(constraint.labelSelector, [...place, 'labelSelector']),
      ]
    }),
  ]
}

function tolerationRules({ key, operator, value, effect, tolerationSeconds }: Fields, at: Path): Problem[] {
  const problems: Problem[] = []
  const report = (field: string, message: string, remedy: string) =>
    problems.push(breach(serverRule.toleration, [...at, field], message, remedy))
  if (!key && operator !== 'Exists') {
    report('operator', 'without a key only the operator "Exists" is allowed', 'add the key, or tolerate everything')
  }
  if (operator === 'Exists' && value) {
    report('value', `"${value}": with the operator "Exists" no value is allowed`, 'leave it out, or use "Equal"')
  }
  if (operator !== 'Exists' && typeof value === 'string' && labelValue(value)) {
    report('value', `"${value}": only ${labelValue(value)} is allowed`, 'correct it')
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    report('effect', `${JSON.stringify(effect ?? null)}: with tolerationSeconds only "NoExecute" is allowed`, 'set it')
  }
  return problems
}

function nodeAffinityRules(affinity: Fields, at: Path): Problem[] {
  const term = (value: Fields, place: Path) => [
    ...expressionRules(value.matchExpressions, [...place, 'matchExpressions'], true),
    ...expressionRules(value.matchFields, [...place, 'matchFields'], true),
  ]
  const selector = asMap(affinity[required])
  const terms = numberedMaps(selector.nodeSelectorTerms)
  const none = affinity[required] !== undefined && Array.isArray(selector.nodeSelectorTerms) && terms.length === 0
  const place = [...at, required, 'nodeSelectorTerms']
  return [
    ...(none ? [breach(serverRule.affinity, place, 'no term: at least one is required', 'add one')] : []),
    ...terms.flatMap(([index, each]) => term(each, [...place, index])),
    ...numberedMaps(affinity[preferred]).flatMap(([index, { weight, preference }]) => [
      ...weightRules(weight, [...at, preferred, index]),
      ...term(asMap(preference), [...at, preferred, index, 'preference']),
    ]),
  ]
}

function podAffinityRules(affinity: Fields, at: Path): Problem[] {
  const term = (value: Fields, place: Path) => [
    ...keyRules(value.topologyKey, place),
    ...selectorRules(value.labelSelector, [...place, 'labelSelector']),
    ...selectorRules(value.namespaceSelector, [...place, 'namespaceSelector']),
  ]
  return [
    ...numberedMaps(affinity[required]).flatMap(([index, each]) => term(each, [...at, required, index])),
    ...numberedMaps(affinity[preferred]).flatMap(([index, { weight, podAffinityTerm }]) => [
      ...weightRules(weight, [...at, preferred, index]),
      ...term(asMap(podAffinityTerm), [...at, preferred, index, 'podAffinityTerm']),
    ]),
  ]
}

function keyRules(topologyKey: unknown, at: Path): Problem[] {
  if (topologyKey !== '') return []
  const message = '"" is not a label: nodes are told apart by one'
  return [breach(serverRule.affinity, [...at, 'topologyKey'], message, 'write kubernetes.io/hostname')]
}

function weightRules(weight: unknown, at: Path): Problem[] {
  if (typeof weight !== 'number' || (weight >= 1 && weight <= 100)) return []
  return [breach(serverRule.affinity, [...at, 'weight'], `${weight}: only 1 to 100 is allowed`, 'correct it')]
}
