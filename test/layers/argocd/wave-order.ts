import type { ApplicationLog } from '../../src/argo-cd/application-log.ts'

/** Pairs of Applications of which the later came into being before the earlier was healthy, and
 * those that never did, as sentences. */
export function outOfOrder(log: ApplicationLog, waves: ReadonlyMap<string, number>): string[] {
  const all = [...waves]
  const present = all.filter(([name]) => log.first(name, { type: 'ADDED' }) >= 0)
  const absent = all.filter((one) => !present.includes(one)).map(([name]) => `${name} was never made`)
  const tooSoon = present.flatMap(([later, laterWave]) =>
    present
      .filter(([, wave]) => wave < laterWave)
      .filter(([earlier]) => {
        const healthy = log.first(earlier, { health: 'Healthy', sync: 'Synced' })
        return healthy < 0 || healthy > log.first(later, { type: 'ADDED' })
      })
      .map(([earlier, wave]) => `${later} (wave ${laterWave}) was made before ${earlier} (wave ${wave}) was healthy`),
  )
  return [...absent, ...tooSoon]
}
