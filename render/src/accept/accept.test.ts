import type { Finding } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import { acceptFindings } from './accept-findings.ts'
import { readAccept } from './read-accept.ts'

const finding: Finding = {
  rule: 'data-loss',
  severity: 'error',
  object: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'media', name: 'films' },
  path: 'spec.size',
  message: '',
  remedy: '',
}
const entry = (more: object = {}) =>
  JSON.stringify([
    {
      rule: 'data-loss',
      object: 'PersistentVolumeClaim media/films',
      reason: 'copied to the NAS',
      until: '2026-12-31',
      ...more,
    },
  ])
const run = (text: string, findings: Finding[] = [finding], today = '2026-11-21') =>
  acceptFindings(findings, readAccept(text), { today, ran: (rule) => rule === 'data-loss' })

describe('accept.yaml', () => {
  it.each([
    ['by its name', {}],
    ['by a pattern', { object: 'PersistentVolumeClaim media/*' }],
    ['by its path', { path: 'spec.*' }],
    ['on its last day', { until: '2026-11-21' }],
  ])('accepts a finding %s', (_, more) => {
    const { findings, accepted } = run(entry(more))
    expect(findings).toEqual([])
    expect(accepted).toMatchObject([{ finding, entry: { reason: 'copied to the NAS' } }])
  })

  it.each([
    ['another object', { object: 'PersistentVolumeClaim media/film' }],
    ['another path', { path: 'spec' }],
    ['a dot that is not a pattern', { object: 'PersistentVolumeClaim.media/films' }],
  ])('does not accept %s, and reports the entry as unused', (_, more) => {
    const { findings, remarks } = run(entry(more))
    expect(findings).toEqual([finding])
    expect(remarks).toMatchObject([{ rule: 'accept-unused', severity: 'info', path: '[0]' }])
  })

  it('accepts nothing after its last day, and says so', () => {
    const { findings, remarks } = run(entry({ until: '2026-11-20' }))
    expect(findings).toEqual([finding])
    expect(remarks).toMatchObject([{ rule: 'accept-expired', severity: 'warning' }])
  })

  it('leaves entries for rules of other commands alone', () => {
    expect(run(entry({ rule: 'other' }), []).remarks).toEqual([])
  })

  it('reports every wrong entry, and keeps the others', () => {
    const { entries, findings } = readAccept(
      '- {rule: a, object: b, reason: c, until: 2026-12-31}\n- {rule: a, object: b, until: soon, resaon: x}\n- 3\n',
    )
    expect(entries).toHaveLength(1)
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([
      ['accept-invalid', '[1]'],
      ['accept-invalid', '[2]'],
    ])
    expect(findings[0]?.message).toMatch(/resaon[\s\S]*reason is missing[\s\S]*"soon"/)
  })

  it('reports a file that is not a list, or broken, and takes a missing one for none', () => {
    expect(readAccept('a: 1').findings).toHaveLength(1)
    expect(readAccept('a: [').findings).toHaveLength(1)
    expect(readAccept(undefined)).toEqual({ entries: [], findings: [] })
  })
})
