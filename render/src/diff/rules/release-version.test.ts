import { describe, expect, it } from 'vitest'
import { diffYaml, findingsOf } from '../testing/diff-yaml.ts'
import { application, named, type Plain, tree, yaml } from '../testing/objects.ts'

const config = named('v1', 'ConfigMap', 'a')
const chart = (targetRevision: unknown, more: Plain = {}) => ({
  repoURL: 'https://charts.example.com',
  chart: 'kettle',
  targetRevision,
  ...more,
})
const git = (targetRevision: unknown, repoURL = 'https://github.com/kettle/kettle.git') => ({
  repoURL,
  path: 'deploy/manifests',
  targetRevision,
})
const own = 'https://git.example/lab.git'
/** `web` reads the tree, `tea` what others publish. */
const apps = (source: Plain | undefined, spec: Plain = {}) =>
  tree([application('web'), ...(source ? [application('tea', { spec: { source, ...spec } })] : [])], config)
const rule = (before: Plain | undefined, after: Plain) => findingsOf('release-version', apps(before), apps(after))
const versions = (before: unknown, after: unknown) => rule(chart(before), chart(after))

describe('release-version', () => {
  it('says which kind of version a chart gets, that its objects are not seen, and how to see them', () => {
    expect(versions('v1.2.3', 'v1.3.0')).toEqual([
      {
        rule: 'release-version',
        severity: 'info',
        object: expect.objectContaining({ kind: 'Application', name: 'tea' }),
        path: 'spec.source.targetRevision',
        message:
          'kettle goes from v1.2.3 to v1.3.0 (a minor version). No file of the tree shows what it changes in the cluster.',
        remedy:
          'Read the release notes of all versions in between. To see each object that changes, render the chart into the tree (docs/inflate-a-chart.md), or run `argocd app diff tea --revision v1.3.0`.',
      },
    ])
  })

  it.each<[unknown, unknown, 'info' | 'warning', string]>([
    ['1.2.3', '1.2.4', 'info', 'from 1.2.3 to 1.2.4 (a patch version).'],
    ['1.2.3-rc.1', '1.2.3', 'info', '(another build of one version)'],
    ['1.2.3', '1.5.0', 'info', '(a minor version; skipping 2 minor versions, where some'],
    ['0.4.0', '0.5.0', 'info', '(a minor version; before 1.0 each may break what worked)'],
    ['1.2.3', '2.0.0', 'warning', '(a major version).'],
    ['1.2.3', '4.0.0', 'warning', '(a major version; skipping 2 major versions, where some'],
    ['1.2.3', '1.2.2', 'warning', 'goes back from 1.2.3 to 1.2.2 (a patch version).'],
    ['v2.0.0', '1.9.0', 'warning', 'goes back from v2.0.0 to 1.9.0 (a major version).'],
    ['4.0.0', '1.0.0', 'warning', '(a major version; past 2 major versions)'],
    ['2024.01.05', '2025.11.30', 'info', 'from 2024.01.05 to 2025.11.30. No file'],
    ['2025.11.30', '2024.01.05', 'warning', 'goes back from 2025.11.30'],
    ['kettle-1.2.0', 'kettle-1.3.0', 'info', '(a minor version)'],
    ['1.2', '1.3', 'info', '(a minor version)'],
    ['1.2.0', '*', 'warning', 'is no longer fixed to 1.2.0: * is whatever'],
    ['1.2.0', '^1.2', 'warning', ': ^1.2 is whatever'],
    ['1.2.0', '1.x', 'warning', ': 1.x is whatever'],
    ['1.2.0', '>=1.0.0 <2', 'warning', 'is no longer fixed'],
    ['1.2.0', undefined, 'warning', ': the newest one is whatever'],
    ['1.x', '2.x', 'info', 'follows 2.x instead of 1.x.'],
    ['*', '1.2.0', 'info', 'from * to 1.2.0. Which version ran before cannot be told.'],
    ['kettle-1.2.0', 'pot-1.2.0', 'info', 'Whether that is forward or back cannot be told.'],
  ])('tells the step from %s to %s', (before, after, severity, message) => {
    expect(versions(before, after)).toMatchObject([{ severity, message: expect.stringContaining(message) }])
  })

  it.each([
    ['the same version', '1.2.0', '1.2.0'],
    ['the same range', '^1', '^1'],
    ['a number that is read as one', 1.5, '1.5'],
  ])('says nothing of %s', (_, before, after) => {
    expect(versions(before, after)).toEqual([])
  })

  it('follows repositories of others, with a link where there is one', () => {
    expect(rule(git('v1.12.0'), git('v1.12.1'))).toMatchObject([
      {
        severity: 'info',
        message: expect.stringContaining('github.com/kettle/kettle goes from v1.12.0 to v1.12.1 (a patch version).'),
        remedy: expect.stringContaining('compare https://github.com/kettle/kettle/compare/v1.12.0...v1.12.1'),
      },
    ])
    expect(rule(git('v1.12.0'), git('main'))).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('main is whatever') },
    ])
    const commits = ['8f3c0d1e5a7b9c2d4e6f8a0b1c3d5e7f9a1b2c3d', '1f3c0d1e5a7b9c2d4e6f8a0b1c3d5e7f9a1b2c3d'] as const
    expect(rule(git(commits[0]), git(commits[1]))).toMatchObject([
      { severity: 'info', message: expect.stringContaining('Whether that is forward or back cannot be told.') },
    ])
  })

  it('leaves the repository of the tree itself alone, however it is written', () => {
    expect(rule(git('main', own), git('v2', own))).toEqual([])
    expect(rule(undefined, git('main', 'https://GIT.example/lab'))).toEqual([])
  })

  it('judges no branch where nothing tells which repository is the tree’s own', () => {
    const alone = (source: Plain) => yaml(application('tea', { spec: { source } }))
    expect(findingsOf('release-version', alone(git('v1.0.0')), alone(git('main')))).toEqual([])
    expect(findingsOf('release-version', alone(chart('1.0.0')), alone(chart('*')))).toHaveLength(1)
  })

  it('reports a new release only where it is fixed to no version', () => {
    expect(rule(undefined, chart('1.2.0'))).toEqual([])
    expect(rule(undefined, chart('*'))).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('kettle is fixed to no version: * is') },
    ])
  })

  it('pairs the sources of an Application that has several, in whatever order', () => {
    const several = (...sources: Plain[]) =>
      tree([application('web'), application('tea', { spec: { source: undefined, sources } })], config)
    const pot = { ...chart('3.0.0'), chart: 'pot' }
    expect(
      findingsOf('release-version', several(chart('1.0.0'), pot), several(pot, git('main', own), chart('1.0.1'))),
    ).toMatchObject([
      {
        path: 'spec.sources[2].targetRevision',
        message: expect.stringContaining('kettle goes from 1.0.0 to 1.0.1'),
        remedy: expect.stringContaining('`argocd app diff tea --revisions 1.0.1 --source-positions 3`'),
      },
    ])
    expect(findingsOf('release-version', several(chart('1.0.0'), pot), several(pot, chart('1.0.0')))).toEqual([])
  })

  it('tells the repositories of an Application apart that reads the tree, and others beside it', () => {
    const both = (revision: string) =>
      tree(
        [
          application('web', {
            spec: { source: undefined, sources: [{ repoURL: own, path: 'dist/home/apps/web' }, git(revision)] },
          }),
        ],
        config,
      )
    expect(findingsOf('release-version', both('v1.0.0'), both('master'))).toMatchObject([
      { severity: 'warning', path: 'spec.sources[1].targetRevision' },
    ])
  })

  it('reads ApplicationSets, but for what their generators fill in', () => {
    const set = (source: Plain) =>
      yaml(named('argoproj.io/v1alpha1', 'ApplicationSet', 'all', { spec: { template: { spec: { source } } } }))
    const findings = (a: string, b: string) => findingsOf('release-version', set(chart(a)), set(chart(b)))
    expect(findings('1.0.0', '2.0.0')).toMatchObject([{ path: 'spec.template.spec.source.targetRevision' }])
    expect(findings('{{ .version }}', '{{ .release }}')).toEqual([])
  })

  it('reads what k3s and Flux fetch', () => {
    const k3s = (version: string) =>
      yaml(
        named('helm.cattle.io/v1', 'HelmChart', 'tea', {
          spec: { chart: 'kettle', repo: 'https://c.example', version },
        }),
      )
    expect(findingsOf('release-version', k3s('1.0.0'), k3s('1.1.0'))).toMatchObject([{ path: 'spec.version' }])
    const flux = (version: string) =>
      yaml(
        named('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'tea', {
          spec: { chart: { spec: { chart: 'kettle', version } } },
        }),
      )
    expect(findingsOf('release-version', flux('1.0.0'), flux('*'))).toMatchObject([{ severity: 'warning' }])
  })

  it('is the only one to speak of a new version, and values are shown as what changes in them', () => {
    const helm = (replicas: number) => ({ helm: { valuesObject: { replicas, more: { a: 1 } } } })
    const { findings, objects } = diffYaml(apps(chart('1.0.0', helm(1))), apps(chart('1.0.1', helm(2))))
    expect(findings.map((each) => each.rule)).toEqual(['release-version'])
    expect(objects.flatMap(({ paths }) => paths.map(({ path }) => path))).toEqual([
      'spec.source.targetRevision',
      'spec.source.helm.valuesObject.replicas',
    ])
  })
})
