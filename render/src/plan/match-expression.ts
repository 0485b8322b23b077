/** One requirement of a node selector term or a label selector. */
export interface Requirement {
  readonly key: string
  readonly operator: string
  readonly values?: readonly string[]
}

/**
 * Whether `labels` satisfy one requirement, exactly as Kubernetes' label library decides.
 *
 * An invalid requirement (no values for `In`, more than one for `Gt`, an unknown operator) matches nothing.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/master/pkg/labels/selector.go (Requirement.Matches)
 */
export function matchesRequirement(requirement: Requirement, labels: Readonly<Record<string, string>>): boolean {
  const { key, operator, values = [] } = requirement
  const has = Object.hasOwn(labels, key)
  switch (operator) {
    case 'In':
      return has && values.includes(labels[key] as string)
    case 'NotIn':
      return values.length > 0 && !(has && values.includes(labels[key] as string))
    case 'Exists':
      return values.length === 0 && has
    case 'DoesNotExist':
      return values.length === 0 && !has
    case 'Gt':
    case 'Lt': {
      const limit = values.length === 1 ? parseInt64(values[0]) : undefined
      const value = has ? parseInt64(labels[key]) : undefined
      if (limit === undefined || value === undefined) return false
      return operator === 'Gt' ? value > limit : value < limit
    }
    default:
      return false
  }
}

/** Go's `strconv.ParseInt(text, 10, 64)`; undefined where it fails. */
function parseInt64(text: string | undefined): bigint | undefined {
  if (text === undefined || !/^[+-]?[0-9]+$/.test(text)) return undefined
  const value = BigInt(text.replace(/^\+/, ''))
  return value >= -(2n ** 63n) && value < 2n ** 63n ? value : undefined
}
