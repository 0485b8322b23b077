/** `1 app`, `3 apps`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** `0.8`: cores, of thousandths. */
export function cores(millis: number): string {
  return (millis / 1000).toFixed(1)
}

/** `2.4`: binary gigabytes. */
export function gibibytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1)
}

/** `50m`: what one pod asks for is too little for cores. */
export function millicores(millis: number): string {
  return millis === 0 ? '–' : `${millis}m`
}

/** `96 MiB`, `1.5 GiB`. */
export function memory(bytes: number): string {
  if (bytes === 0) return '–'
  return bytes < 2 ** 30 ? `${Math.round(bytes / 2 ** 20)} MiB` : `${gibibytes(bytes)} GiB`
}

/** `31%` of a whole; of nothing, everything is too much. */
export function percent(part: number, whole: number): number {
  if (whole <= 0) return part > 0 ? 100 : 0
  return Math.round((part / whole) * 100)
}
