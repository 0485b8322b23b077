import pc from 'picocolors'
import type { ClusterView } from './cluster-view.ts'

/** The live table, as lines of at most `width` columns. `recent` are the latest movements. */
export function table(view: ClusterView, recent: readonly string[], width: number): string[] {
  const pending = view.pods.filter(({ state }) => state === 'Pending')
  return [
    pc.bold(`${'  NODE'.padEnd(24) + 'ARCH'.padEnd(8) + 'READY'.padEnd(8)}PODS`),
    ...view.nodes.map(({ name, architecture, ready, pods }, index) => {
      const row = `${index + 1} ${name}`.padEnd(24) + architecture.padEnd(8) + (ready ? 'yes' : 'no').padEnd(8) + pods
      return ready ? row : pc.red(row)
    }),
    '',
    pc.bold(`${'  APPLICATION'.padEnd(24) + 'WAVE'.padEnd(8) + 'SYNC'.padEnd(12)}HEALTH`),
    ...view.applications.map(({ name, wave, sync, health, waiting }) => {
      const row =
        `  ${name}`.padEnd(24) + (Number.isFinite(wave) ? String(wave) : '').padEnd(8) + sync.padEnd(12) + health
      return waiting ? pc.yellow(row) : row
    }),
    '',
    ...pending
      .slice(0, 5)
      .map(({ name, message }) => pc.red(`  ${name} waits: ${message ?? 'the scheduler has not looked yet'}`)),
    ...(pending.length > 5 ? [pc.red(`  and ${pending.length - 5} more pods wait`)] : []),
    ...recent.map((line) => pc.dim(`  ${line}`)),
    '',
    pc.dim(`  ${view.pods.length} pods · 1-${Math.min(9, view.nodes.length)} kill or revive a node · q or Ctrl-C end`),
  ].map((line) => clip(line, width))
}

/** Cuts a line that would wrap; colour codes take no room. */
function clip(line: string, width: number): string {
  let column = 0
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with one
  return line.replace(/\x1b\[\d+m|[^\x1b]/g, (part) => (part.startsWith('\x1b') || column++ < width ? part : ''))
}
