import { isRecord } from '@ainur/constructs/is-record'
import { matchesRequirement, type Requirement } from './match-expression.ts'

/**
 * Whether a `metav1.LabelSelector` selects something with `labels`. No selector selects nothing, an empty one everything.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/helpers.go (LabelSelectorAsSelector)
 */
export function matchesLabelSelector(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  if (!isRecord(selector)) return false
  const pairs = isRecord(selector.matchLabels) ? Object.entries(selector.matchLabels) : []
  const expressions: Requirement[] = Array.isArray(selector.matchExpressions) ? selector.matchExpressions : []
  return (
    pairs.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value) &&
    expressions.every((expression) => matchesRequirement(expression, labels))
  )
}
