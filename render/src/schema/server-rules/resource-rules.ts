import type { Problem } from '@ainur/constructs/finding'
import { parseQuantity } from '@ainur/constructs/quantity'
import { asMap, type Fields } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { nearestWord } from '../../text/nearest-word.ts'
import { serverRule } from '../schema-rules.ts'
import { breach } from './breach.ts'

const native = ['cpu', 'memory', 'ephemeral-storage']

/** What the API server refuses in the requests and limits of a container. */
export function resourceRules(resources: Fields, at: Path): Problem[] {
  const [requests, limits] = [asMap(resources.requests), asMap(resources.limits)]
  return [
    ...(['requests', 'limits'] as const).flatMap((list) =>
      Object.entries(asMap(resources[list])).flatMap(([name, value]) => amountRules(name, value, [...at, list, name])),
    ),
    ...Object.entries(requests).flatMap(([name, request]) => pairRules(name, request, limits[name], at)),
  ]
}

function amountRules(name: string, value: unknown, at: Path): Problem[] {
  if (!native.includes(name) && !name.startsWith('hugepages-') && !name.includes('/')) {
    const meant = nearestWord(name, native)
    const message = `"${name}" is not a resource of containers; those are ${native.join(', ')}, hugepages-<size> and names with a domain`
    return [breach(serverRule.resource, at, message, meant ? `did you mean "${meant}"?` : 'correct the name')]
  }
  const amount = numberOf(value)
  if (amount === undefined || amount >= 0) return []
  return [breach(serverRule.resource, at, `${value}: only amounts of 0 or more are allowed`, 'correct it')]
}

/** What devices a plugin hands out cannot be promised twice: the request is the limit. */
function pairRules(name: string, request: unknown, limit: unknown, at: Path): Problem[] {
  const [least, most] = [numberOf(request), numberOf(limit)]
  const whole = name.includes('/') || name.startsWith('hugepages-')
  const place = [...at, 'requests', name]
  if (whole && (limit === undefined || (least !== undefined && most !== undefined && least !== most))) {
    const message = `${request} is requested, the limit is ${limit ?? 'missing'}: for ${name} only the same is allowed`
    return [breach(serverRule.requests, place, message, 'set the limit alone; the request follows from it')]
  }
  if (least === undefined || most === undefined || least <= most) return []
  const message = `${request} is requested, the limit is ${limit}: at most the limit is allowed`
  return [breach(serverRule.requests, place, message, 'lower the request or raise the limit')]
}

function numberOf(value: unknown): bigint | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined
}
