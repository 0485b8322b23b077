import { quote } from './problem.ts'

/** What to do about `apps` in a definition, where the first edition kept the settings of systems. @param given its value */
export function movedApps(given: unknown): { readonly message: string; readonly remedy: string } {
  const settings = typeof given === 'object' && given !== null ? Object.entries(given) : []
  const calls = settings.map(
    ([key, value]) => `new ${key.charAt(0).toUpperCase()}${key.slice(1)}(cluster, …, { …${fields(value)} })`,
  )
  const where = calls.length > 0 ? calls.join(', ') : 'new Traefik(cluster, …, { …, address: "192.168.20.200" })'
  return {
    message: '"apps" is not a setting of a cluster any more: what a system wants to know is handed to its constructor',
    remedy: `Remove it, and write in index.ts: ${where}.`,
  }
}

function fields(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([key, inner]) => `, ${key}: ${quote(inner)}`)
    .join('')
}
