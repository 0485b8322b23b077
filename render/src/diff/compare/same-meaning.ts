import { parseQuantity } from '@ainur/constructs/quantity'
import { parseDurationMs } from './duration.ts'

const quantityPath =
  /(^|\.)(requests|limits|hard|used|capacity|default|defaultRequest|min|max|maxLimitRequestRatio|overhead\.podFixed)\.[^.]+$|\.(sizeLimit|divisor)$|(^|\.)(targetAverageValue|averageValue)$/
const durationField =
  /(^|[a-z])(duration|timeout|interval|period|renewBefore|ttl|delay|deadline)$|(Duration|Timeout|Interval|Period|Before|Ttl|TTL|Delay|Deadline)$/
const intOrString = /(^|\.)(port|targetPort|maxUnavailable|maxSurge|minAvailable)$/
/** Kinds whose quantities hold no promise about keys: `requests` there may be anything. */
const freeForm = /^(ConfigMap|Secret)$/

/**
 * Why two different scalars mean the same to the API server; undefined if they do not.
 */
export function sameMeaning(
  kind: string,
  path: readonly string[],
  before: unknown,
  after: unknown,
  isQuantity: () => boolean = () => false,
): string | undefined {
  if (freeForm.test(kind)) return undefined
  const joined = path.join('.')
  const [a, b] = [quantity(before), quantity(after)]
  if (a !== undefined && a === b && (quantityPath.test(joined) || isQuantity())) return 'same-quantity'
  if (typeof before === 'string' && typeof after === 'string' && durationField.test(path.at(-1) ?? '')) {
    const [a, b] = [parseDurationMs(before), parseDurationMs(after)]
    if (a !== undefined && a === b) return 'same-duration'
  }
  if (
    intOrString.test(joined) &&
    typeof before !== typeof after &&
    /^\d+$/.test(String(before)) &&
    String(before) === String(after)
  ) {
    return 'number-as-text'
  }
  return undefined
}

function quantity(value: unknown): bigint | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined
}
