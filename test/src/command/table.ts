import pc from 'picocolors'
import type { ClusterView } from './cluster-view.ts'
import { fitRows, type Section } from './fit-rows.ts'

/** What the table has to fit into, and what it always shows. */
export interface TableFrame {
  /** Shown as the line to copy: the terminal's history is out of sight while the table fills it. */
  readonly kubeconfig: string
  readonly columns: number
  /** Lines; where the table has more, it keeps what matters most and says what it leaves out. */
  readonly rows: number
}

/** The live table, as lines that fit. `recent` are the latest movements. */
export function table(
  view: ClusterView,
  recent: readonly string[],
  { columns, rows, kubeconfig }: TableFrame,
): string[] {
  const settled = view.applications.filter(({ waiting }) => !waiting).length
  const footer = `1-${Math.min(9, view.nodes.length)} kill or revive a node · q ends · ${view.pods.length} pods · ${settled}/${view.applications.length} applications settled`
  const sections: Section[] = [
    {
      what: 'nodes',
      header: pc.bold(`${'  NODE'.padEnd(24) + 'ARCH'.padEnd(8) + 'READY'.padEnd(8)}PODS`),
      rows: view.nodes.map(({ name, architecture, ready, pods }, index) => {
        const text =
          `${index + 1} ${name}`.padEnd(24) + architecture.padEnd(8) + (ready ? 'yes' : 'no').padEnd(8) + pods
        return ready ? { text, weight: 2 } : { text: pc.red(text), weight: 4 }
      }),
    },
    {
      what: 'applications',
      header: pc.bold(`${'  APPLICATION'.padEnd(24) + 'WAVE'.padEnd(8) + 'SYNC'.padEnd(12)}HEALTH`),
      rows: view.applications.map(({ name, wave, sync, health, waiting }) => {
        const text =
          `  ${name}`.padEnd(24) + (Number.isFinite(wave) ? String(wave) : '').padEnd(8) + sync.padEnd(12) + health
        return waiting ? { text: pc.yellow(text), weight: 3 } : { text, weight: 0 }
      }),
    },
    {
      what: 'waiting pods',
      rows: view.pods
        .filter(({ state }) => state === 'Pending')
        .map(({ name, message }, index) => ({
          text: pc.red(`  ${name} waits: ${message ?? 'the scheduler has not looked yet'}`),
          // A few of them are enough: the reasons are mostly the same.
          weight: index < 5 ? 3 : 0,
        })),
    },
    // These are events of the past; the latest come last.
    { rows: recent.map((line, index) => ({ text: pc.dim(`  ${line}`), weight: 1 + index / 100 })) },
  ]
  const foot = [pc.dim(`  export KUBECONFIG=${kubeconfig}`), pc.dim(`  ${footer}`)]
  return [...fitRows(sections, rows - foot.length), ...foot].map((line) => clip(line, columns))
}

/** Cuts a line that would wrap; colour codes take no room. */
function clip(line: string, width: number): string {
  let column = 0
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with one
  return line.replace(/\x1b\[\d+m|[^\x1b]/g, (part) => (part.startsWith('\x1b') || column++ < width ? part : ''))
}
