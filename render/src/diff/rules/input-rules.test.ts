import { describe, expect, it } from 'vitest'
import { diffYaml, findingsOf } from '../testing/diff-yaml.ts'
import { application, named, yaml } from '../testing/objects.ts'

const map = (name: string, data = {}) => named('v1', 'ConfigMap', name, { data })

describe('input-broken', () => {
  it('reports a broken file by line, shows nothing of it, and compares the rest', () => {
    const result = diffYaml(
      { 'a.yaml': yaml(map('a')) },
      { 'a.yaml': yaml(map('a', { x: '1' })), 'b.yaml': 'kind: Secret\nstringData:\n  a: "hunter2\n b: [\n' },
    )
    expect(result.findings).toMatchObject([
      { rule: 'input-broken', severity: 'error', object: { kind: 'File', name: 'b.yaml' } },
    ])
    expect(JSON.stringify(result)).not.toContain('hunter2')
    expect(result.objects).toHaveLength(1)
  })

  it('only informs about templates, and about what was broken before', () => {
    expect(findingsOf('input-broken', {}, { 'a.yaml': '{{- if .x }}\nkind: a\n{{ end }}' })).toMatchObject([
      { severity: 'info' },
    ])
    expect(findingsOf('input-broken', { 'a.yaml': 'a: [' }, { 'a.yaml': 'a: [1]' })).toMatchObject([
      { severity: 'info' },
    ])
  })

  it('warns of a change inside a file that was broken and still is', () => {
    expect(findingsOf('input-broken', { 'a.yaml': 'a: [' }, { 'a.yaml': 'a: [1' })).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('What changes in it is not shown.') },
    ])
  })

  it('says nothing about YAML that is not a manifest', () => {
    expect(
      findingsOf('input-broken', {}, { 'values.yaml': 'a: 1\n', 'list.yaml': '- 1\n', 'empty.yaml': '# nothing\n' }),
    ).toEqual([])
  })

  it('refuses a document that is endless once its aliases are written out', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...'bcdefgh'
        .split('')
        .map((letter, i) => `${letter}: &${letter} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(', ')}]`),
    ].join('\n')
    expect(findingsOf('input-broken', {}, { 'a.yaml': bomb })[0]?.message).toContain('once its aliases are written out')
    expect(findingsOf('input-broken', {}, { 'a.yaml': 'a: &a\n  b: *a\n' })).toHaveLength(1)
  })
})

describe('input-duplicate', () => {
  it('reports an object that is in two files, one of them unchanged', () => {
    const base = { 'a.yaml': yaml(map('a')) }
    expect(findingsOf('input-duplicate', base, { ...base, 'b.yaml': yaml(map('a', { x: '1' })) })).toMatchObject([
      { message: expect.stringContaining('It is in a.yaml and b.yaml') },
    ])
  })

  it('names the Applications that will fight', () => {
    const apps = { 'applications.yaml': yaml(application('web'), application('site')) }
    const base = { ...apps, 'home/apps/web/a.yaml': yaml(map('a')) }
    expect(
      findingsOf('input-duplicate', base, { ...base, 'home/apps/site/a.yaml': yaml(map('a')) })[0]?.message,
    ).toContain('Applications site and web')
  })

  it('says nothing about one that moves, or was there twice before', () => {
    expect(findingsOf('input-duplicate', { 'a.yaml': yaml(map('a')) }, { 'b.yaml': yaml(map('a')) })).toEqual([])
    const twice = { 'a.yaml': yaml(map('a')), 'b.yaml': yaml(map('a')) }
    expect(findingsOf('input-duplicate', twice, { ...twice, 'b.yaml': yaml(map('a', { x: '1' })) })).toEqual([])
  })

  it('tells namespaces and groups apart', () => {
    expect(
      findingsOf(
        'input-duplicate',
        {},
        yaml(
          map('a'),
          { ...map('a'), metadata: { name: 'a', namespace: 'b' } },
          { ...map('a'), apiVersion: 'example.io/v1' },
        ),
      ),
    ).toEqual([])
  })
})

describe('input-unknown-kind', () => {
  const disk = named('example.io/v1', 'Disk', 'a')

  it('reports a new kind that nothing defines, once', () => {
    expect(findingsOf('input-unknown-kind', {}, yaml(disk, named('example.io/v1', 'Disk', 'b')))).toHaveLength(1)
  })

  it('says nothing about kinds of Kubernetes, of definitions in the tree, or that were used before', () => {
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'disks.example.io' },
      spec: {
        group: 'example.io',
        scope: 'Namespaced',
        names: { kind: 'Disk', plural: 'disks' },
        versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      },
    }
    expect(findingsOf('input-unknown-kind', {}, yaml(map('a'), definition, disk))).toEqual([])
    expect(findingsOf('input-unknown-kind', yaml(disk), yaml({ ...disk, spec: {} }))).toEqual([])
  })
})
