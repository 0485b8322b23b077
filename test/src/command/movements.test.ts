import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type ClusterView, isEvacuated, unhealthyParts } from './cluster-view.ts'
import { movements } from './movements.ts'
import { table } from './table.ts'

const kubeconfig = '/clusters/mine/kubeconfig'
const before: ClusterView = {
  nodes: [{ name: 'manwe', architecture: 'arm64', ready: true, pods: 1 }],
  applications: [{ name: 'dex', wave: 2, sync: 'Synced', health: 'Healthy' }],
  pods: [{ name: 'dex/dex-1', node: 'manwe', state: 'Running', daemon: false }],
}
const after: ClusterView = {
  nodes: [{ name: 'manwe', architecture: 'arm64', ready: false, pods: 0 }],
  applications: [
    { name: 'dex', wave: 2, sync: 'Synced', health: 'Progressing', waiting: 'dex: health is Progressing' },
  ],
  pods: [
    { name: 'dex/dex-1', node: 'manwe', state: 'Terminating', daemon: false },
    { name: 'dex/dex-2', state: 'Pending', daemon: false, message: 'no node is left' },
  ],
}

describe('movements', () => {
  it('tells what changed between two looks, and nothing else', () => {
    expect(movements(before, after)).toEqual([
      'node manwe (arm64) is not ready',
      'application dex: Synced, Progressing',
      'pod dex/dex-1: Terminating on manwe',
      'pod dex/dex-2: Pending: no node is left',
    ])
    expect(movements(before, before)).toEqual([])
    expect(movements(after, { ...after, pods: [] })).toEqual(['pod dex/dex-1: gone from manwe', 'pod dex/dex-2: gone'])
  })
})

describe('a view', () => {
  it('is unhealthy while an Application or a pod waits', () => {
    expect(unhealthyParts(before)).toEqual([])
    expect(unhealthyParts(after)).toEqual(['dex: health is Progressing', 'dex/dex-2 has no node: no node is left'])
    expect(unhealthyParts({ ...before, applications: [] })).toEqual(['there is no Application yet'])
  })

  it('is evacuated when only pods that cannot move are left on a dead node', () => {
    const dead = { ...after, pods: before.pods }
    expect(isEvacuated(dead)).toBe(false)
    expect(isEvacuated(after)).toBe(true)
    expect(isEvacuated({ ...dead, pods: before.pods.map((pod) => ({ ...pod, daemon: true })) })).toBe(true)
  })
})

describe('table', () => {
  it('shows nodes, Applications and what waits, within the width', () => {
    const lines = table(after, ['node manwe (arm64) is not ready'], { columns: 44, rows: 24, kubeconfig }).map(
      stripVTControlCharacters,
    )
    expect(lines).toContain(`${'1 manwe'.padEnd(24)}arm64   no      0`)
    expect(lines).toContain(`${'  dex'.padEnd(24)}2       Synced      `)
    expect(lines.some((line) => line.startsWith('  dex/dex-2 waits: no node'))).toBe(true)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(44)
  })

  it('keeps what is wrong, and the keys, in a terminal with eleven lines', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      name: `app-${index}`,
      wave: index,
      sync: 'Synced',
      health: 'Healthy',
    }))
    const lines = table({ ...after, applications: [...many, ...after.applications] }, ['a', 'b'], {
      columns: 80,
      rows: 11,
      kubeconfig,
    }).map(stripVTControlCharacters)
    expect(lines.length).toBe(11)
    expect(lines.filter((line) => /manwe|dex|hidden/.test(line)).map((line) => line.trim())).toEqual([
      `${'1 manwe'.padEnd(24)}arm64   no      0`,
      'APPLICATION           WAVE    SYNC        HEALTH  (28 of 31 hidden)',
      `${'  dex'.padEnd(24)}2       Synced      Progressing`.trim(),
      'dex/dex-2 waits: no node is left',
    ])
    expect(lines.at(-2)).toBe('  export KUBECONFIG=/clusters/mine/kubeconfig')
    expect(lines.at(-1)).toBe('  1-1 kill or revive a node · q ends · 2 pods · 30/31 applications settled')
  })
})
