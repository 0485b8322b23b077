/** Powers of ten, of which the smallest is a billionth: every Kubernetes quantity is a whole number of those. */
const decimal: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}
const binary: Readonly<Record<string, bigint>> = {
  Ki: 2n ** 10n,
  Mi: 2n ** 20n,
  Gi: 2n ** 30n,
  Ti: 2n ** 40n,
  Pi: 2n ** 50n,
  Ei: 2n ** 60n,
}
const shape = /^([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+|[KMGTPE]i|[numkMGTPE]?)$/

/** Nanos per unit. */
const NANO = 9

/**
 * The exact value of a Kubernetes quantity in billionths, rounded away from zero where it is finer than that; undefined
 * for what is not a quantity.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/master/pkg/api/resource/quantity.go
 */
export function parseQuantity(text: string | number): bigint | undefined {
  const match = shape.exec(String(text))
  if (!match) return undefined
  const [, sign, number = '', suffix = ''] = match
  const [whole = '', fraction = ''] = number.split('.')
  const digits = BigInt(`${whole}${fraction}` || '0')
  const factor = binary[suffix]
  const exponent = factor ? 0 : (decimal[suffix] ?? Number(suffix.slice(1)))
  if (Math.abs(exponent) > 100) return digits === 0n ? 0n : undefined
  const nanos = scale(digits * (factor ?? 1n), exponent - fraction.length + NANO)
  return sign === '-' ? -nanos : nanos
}

/** Thousandths, rounded up: what the scheduler counts CPU in. */
export function quantityMillis(text: string | number): number | undefined {
  const nanos = parseQuantity(text)
  return nanos === undefined ? undefined : Number(divideUp(nanos, 1_000_000n))
}

/** Whole units, rounded up: bytes for memory and storage, pieces for everything else. */
export function quantityUnits(text: string | number): number | undefined {
  const nanos = parseQuantity(text)
  return nanos === undefined ? undefined : Number(divideUp(nanos, 1_000_000_000n))
}

function scale(value: bigint, exponent: number): bigint {
  return exponent >= 0 ? value * 10n ** BigInt(exponent) : divideUp(value, 10n ** BigInt(-exponent))
}

/** Division that rounds away from zero, as quantities do. */
function divideUp(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  if (value % divisor === 0n) return quotient
  return value < 0n ? quotient - 1n : quotient + 1n
}
