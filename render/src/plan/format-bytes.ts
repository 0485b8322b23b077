const units = [
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
] as const

/**
 * An amount of bytes for people: `512 MiB`, `5.7 GiB`. Of two amounts that differ, the larger one rounded `up` and the
 * smaller one rounded `down` read differently.
 */
export function formatBytes(bytes: number, round: 'up' | 'down'): string {
  const [unit, size] = units.find(([, size]) => bytes >= size) ?? ['bytes', 1]
  const steps = unit !== 'bytes' && bytes < 100 * size ? 10 : 1
  const value = (round === 'up' ? Math.ceil : Math.floor)((bytes / size) * steps) / steps
  return `${value} ${unit}`
}
