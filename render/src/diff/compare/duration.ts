const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
}

/**
 * A Go duration in milliseconds (`1h30m` is 5,400,000); undefined for anything else.
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function parseDurationMs(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^[+-]?(\d+(\.\d*)?(ns|us|µs|μs|ms|s|m|h))+$/.test(value)) return undefined
  const sign = value.startsWith('-') ? -1 : 1
  let total = 0
  for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d*)?)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += Number(amount) * (units[unit as string] as number)
  }
  return sign * total
}
