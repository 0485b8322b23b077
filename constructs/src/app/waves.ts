import type { App } from './app.ts'

/** A dependency loop: the apps in it, the first one repeated at the end. */
export class DependencyCycleError extends Error {
  readonly loop: readonly string[]

  constructor(loop: readonly string[]) {
    super(`apps depend on each other in a loop: ${loop.join(' -> ')}`)
    this.name = 'DependencyCycleError'
    this.loop = loop
  }
}

/**
 * Sync wave of each app's Application: 0 for an app that depends on nothing, else one more than its latest dependency.
 *
 * Foundation apps (namespaces) come before all others without being named.
 *
 * @throws DependencyCycleError naming the loop.
 */
export function computeWaves(apps: readonly App[]): ReadonlyMap<string, number> {
  const foundation = apps.filter((app) => app.options.foundation)
  const waves = new Map<App, number>()

  const waveOf = (app: App, trail: readonly App[]): number => {
    const known = waves.get(app)
    if (known !== undefined) return known
    const seen = trail.indexOf(app)
    if (seen >= 0) throw new DependencyCycleError([...trail.slice(seen), app].map(({ appName }) => appName))
    const before = dependenciesOf(app, foundation).map((dependency) => waveOf(dependency, [...trail, app]))
    const wave = before.length === 0 ? 0 : Math.max(...before) + 1
    waves.set(app, wave)
    return wave
  }

  return new Map(apps.map((app) => [app.appName, waveOf(app, [])]))
}

function dependenciesOf(app: App, foundation: readonly App[]): readonly App[] {
  const named = app.dependencies.map((dependency) => dependency.app)
  return app.options.foundation ? named : [...named, ...foundation]
}
