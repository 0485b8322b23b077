import type { Finding } from '@ainur/constructs/finding'
import { describe, expect, it } from 'vitest'
import { findingReport } from './finding-report.ts'
import { painter } from './painter.ts'

const finding = (severity: Finding['severity'], name: string, rule = 'some-rule'): Finding => ({
  rule,
  severity,
  object: { apiVersion: 'v1', kind: 'Service', namespace: 'dex', name },
  path: 'spec.ports[0]',
  message: `was "http", but a port number from 1 to 65535 is meant here`,
  remedy: 'Write the number.',
})
const definition: Finding = {
  ...finding('error', 'x'),
  object: { apiVersion: 'ainur/v1', kind: 'Cluster', name: 'ainur' },
  path: 'nodes[2].address',
  message: 'another message',
}
const options = { cluster: 'ainur', paint: painter(false), columns: 50, verbose: false }

describe('findingReport', () => {
  it('is empty when nothing was found', () => {
    expect(findingReport([], options)).toBe('')
  })

  it('shows errors in full, wrapped, and counts warnings by rule', () => {
    const findings = [
      finding('warning', 'a', 'rare'),
      finding('warning', 'b', 'frequent'),
      finding('warning', 'c', 'frequent'),
      finding('error', 'dex'),
      definition,
    ]
    expect(findingReport(findings, options).split('\n')).toEqual([
      'ainur: 2 errors',
      '  ✗ Service dex/dex: spec.ports[0]  some-rule',
      '    was "http", but a port number from 1 to 65535',
      '    is meant here',
      '  → Write the number.',
      '  ✗ apps/ainur: nodes[2].address  some-rule',
      '    another message',
      '  → Write the number.',
      '',
      'ainur: 3 warnings',
      '  2  frequent',
      '  1  rare',
      '  npm run check shows them in full',
      '',
      '',
    ])
  })

  it('shows warnings in full when asked, tells once what several say, and counts the places after the third', () => {
    const findings = ['a', 'b', 'c', 'd', 'e'].map((name) => finding('warning', name))
    expect(findingReport(findings, { ...options, verbose: true }).split('\n')).toEqual([
      'ainur: 5 warnings',
      '  ! Service dex/a: spec.ports[0]  some-rule',
      '  ! Service dex/b: spec.ports[0]',
      '  ! Service dex/c: spec.ports[0]',
      '    … and 2 more of which the same is true',
      '    was "http", but a port number from 1 to 65535',
      '    is meant here',
      '  → Write the number.',
      '',
      '',
    ])
  })

  it('says where each object was written, if that is known', () => {
    const placeOf = ({ name }: Finding['object']) => (name === 'b' ? undefined : `apps/ainur/${name}.ts:12`)
    const findings = ['a', 'b'].map((name) => finding('error', name))
    expect(
      findingReport(findings, { ...options, placeOf })
        .split('\n')
        .slice(1, 3),
    ).toEqual(['  ✗ Service dex/a: spec.ports[0] (apps/ainur/a.ts:12)  some-rule', '  ✗ Service dex/b: spec.ports[0]'])
  })

  it('takes what names nothing but the object itself for the same, once there is much of it', () => {
    const named = (name: string) => ({
      ...finding('error', name),
      message: `Service dex/${name} does not exist`,
    })
    const lines = (...names: string[]) => findingReport(names.map(named), options).split('\n')
    expect(lines('a1', 'b2', 'c3', 'd4', 'e5')).toEqual([
      'ainur: 5 errors',
      '  ✗ Service dex/a1: spec.ports[0]  some-rule',
      '  ✗ Service dex/b2: spec.ports[0]',
      '  ✗ Service dex/c3: spec.ports[0]',
      '    … and 2 more of which the like is true',
      '    Service dex/a1 does not exist',
      '  → Write the number.',
      '',
      '',
    ])
    expect(lines('a1', 'b2').filter((line) => line.includes('does not exist'))).toHaveLength(2)
  })

  it('keeps apart what is wrong in another way, or is to be settled in another way', () => {
    const more = { ...finding('error', 'b'), remedy: 'Name the port.' }
    const text = findingReport([finding('error', 'a'), more], options)
    expect(text.match(/is meant here/g)).toHaveLength(2)
  })

  it('uses colour only when told to', () => {
    const codes = String.fromCharCode(27)
    expect(findingReport([definition], options)).not.toContain(codes)
    expect(findingReport([definition], { ...options, paint: painter(true) })).toContain(codes)
  })

  it('names the file of an app once, in whose place the cluster is', () => {
    const path = 'apps/ainur/index.ts:31 new Traefik(…): address'
    expect(findingReport([{ ...definition, path }], options)).toContain(`  ✗ ${path}  some-rule\n`)
    expect(findingReport([{ ...definition, path: '' }], options)).toContain('  ✗ apps/ainur  some-rule\n')
  })

  it('names the file that a finding is about, not a definition of that name', () => {
    const object = { apiVersion: 'ainur/v1', kind: 'AcceptFile', name: 'accept.yaml' }
    const finding = { rule: 'accept-unused', severity: 'info', object, path: '[0]', message: 'm', remedy: 'r' } as const
    expect(findingReport([finding], { ...options, verbose: true })).toContain('  i accept.yaml: [0]  accept-unused\n')
  })
})
