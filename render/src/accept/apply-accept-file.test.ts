import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from '@ainur/constructs/finding'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Rendering } from '../model/rendering.ts'
import { applyAcceptFile } from './apply-accept-file.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ainur-accept-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const onSd: Finding = {
  rule: 'server-on-sd',
  severity: 'warning',
  object: { apiVersion: 'ainur/v1', kind: 'Cluster', name: 'ainur' },
  path: 'nodes[0]',
  message: 'on an SD card',
  remedy: 'buy a disk',
}
const results = [
  { name: 'ainur', findings: [onSd], applications: [] },
  { name: 'other', findings: [{ ...onSd, object: { ...onSd.object, name: 'other' } }], applications: [] },
]

function entry(fields: Record<string, string>) {
  const lines = Object.entries({
    rule: 'server-on-sd',
    object: 'Cluster ainur',
    reason: 'small',
    until: '2027-01-31',
    ...fields,
  })
  return `- ${lines.map(([key, value]) => `${key}: "${value}"`).join('\n  ')}\n`
}

async function outcome(accept: string, options: Partial<Parameters<typeof applyAcceptFile>[1]> = {}) {
  writeFileSync(join(root, 'accept.yaml'), accept)
  const clusters = await applyAcceptFile(results, { root, today: '2026-11-21', complete: true, ...options })
  return clusters.map(({ cluster, findings, accepted }) => [
    cluster,
    findings.map(({ rule }) => rule),
    accepted.map((one) => one.entry.reason),
  ])
}

/** Rules that are left in the first cluster; the second is untouched by every entry here. */
async function leftOver(accept: string, options: Partial<Parameters<typeof applyAcceptFile>[1]> = {}) {
  const [first, second] = await outcome(accept, options)
  expect(second).toEqual(['other', ['server-on-sd'], []])
  return first?.[1]
}

describe('applyAcceptFile', () => {
  it('leaves every finding alone where there is no accept.yaml', async () => {
    const clusters = await applyAcceptFile(results, { root, today: '2026-11-21', complete: true })
    expect(clusters.map(({ findings }) => findings.length)).toEqual([1, 1])
  })

  it('takes out what an entry accepts, in that cluster only, and keeps the reason', async () => {
    expect(await outcome(entry({}))).toEqual([
      ['ainur', [], ['small']],
      ['other', ['server-on-sd'], []],
    ])
  })

  it('brings a finding back on the day after, and says that the entry expired', async () => {
    expect(await leftOver(entry({ until: '2026-11-21' }))).toEqual([])
    expect(await leftOver(entry({ until: '2026-11-20' }))).toEqual(['accept-expired', 'server-on-sd'])
  })

  it('reports an entry that accepts nothing, but not one for a rule of the diff, nor in a run of one cluster', async () => {
    const unused = entry({ object: 'Cluster gone' })
    expect(await leftOver(unused)).toEqual(['accept-unused', 'server-on-sd'])
    expect(await leftOver(unused, { complete: false })).toEqual(['server-on-sd'])
    expect(await leftOver(entry({ rule: 'data-loss' }))).toEqual(['server-on-sd'])
  })

  it('calls no entry unused while a cluster has errors, because not everything was checked', async () => {
    writeFileSync(join(root, 'accept.yaml'), entry({ object: 'Cluster broken' }))
    const broken = {
      name: 'broken',
      findings: [{ ...onSd, severity: 'error', rule: 'app-invalid' } as const],
      applications: [],
    }
    const rules = async (...clusters: (typeof results)[number][]) =>
      (await applyAcceptFile(clusters, { root, today: '2026-11-21', complete: true })).flatMap(({ findings }) =>
        findings.map(({ rule }) => rule),
      )
    expect(await rules(broken)).toEqual(['app-invalid'])
    expect(await rules({ ...broken, findings: [] })).toEqual(['accept-unused'])
  })

  it('accepts an error of a cluster that rendered, and none that left nothing to write: its files would go', async () => {
    writeFileSync(join(root, 'accept.yaml'), entry({ rule: 'unknown-key' }) + entry({}))
    const error: Finding = { ...onSd, rule: 'unknown-key', severity: 'error' }
    const unrendered = { name: 'ainur', findings: [error, onSd], applications: [] }
    const left = async (result: Parameters<typeof applyAcceptFile>[0][number]) =>
      (await applyAcceptFile([result], { root, today: '2026-11-21', complete: true }))[0]?.findings.map(
        ({ rule }) => rule,
      )
    expect(await left(unrendered)).toEqual(['unknown-key'])
    expect(await left({ ...unrendered, rendering: {} as Rendering })).toEqual([])
  })

  it('reports an entry that cannot be read', async () => {
    expect(await leftOver(entry({ until: 'soon' }))).toEqual(['accept-invalid', 'server-on-sd'])
  })
})
