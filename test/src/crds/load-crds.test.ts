import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { crdDigest, readCrds } from './crd-digest.ts'
import { describeMissingCrds, loadCrds } from './load-crds.ts'
import type { PinnedCrds } from './pinned.ts'
import { withoutDescriptions } from './without-descriptions.ts'

const text = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: kettles.example.com, labels: { a: b } }
spec: { group: example.com, names: { kind: Kettle } }
---
apiVersion: v1
kind: Namespace
metadata: { name: kitchen }
`
const pin: PinnedCrds = {
  id: 'kettle',
  repository: 'example/kettle',
  tag: 'v1',
  paths: ['crds.yaml'],
  file: 'kettle-v1.yaml',
  sha256: crdDigest(readCrds([text])),
}

describe('crdDigest', () => {
  it('does not look at order of keys, labels, comments or other objects', () => {
    const same = `# a comment
kind: CustomResourceDefinition
apiVersion: apiextensions.k8s.io/v1
metadata: { name: kettles.example.com }
spec: { names: { kind: Kettle }, group: example.com }
`
    expect(crdDigest(readCrds([same]))).toBe(pin.sha256)
    expect(crdDigest(readCrds([same.replace('Kettle', 'Pan')]))).not.toBe(pin.sha256)
  })
})

describe('loadCrds', () => {
  let cache: string
  let given: string
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'cache-'))
    given = mkdtempSync(join(tmpdir(), 'crds-'))
    vi.stubGlobal('fetch', async () => new Response('', { status: 404, statusText: 'Not Found' }))
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    for (const folder of [cache, given]) rmSync(folder, { recursive: true })
  })
  const load = (env: Record<string, string> = {}) => loadCrds({ env: { XDG_CACHE_HOME: cache, ...env }, pins: [pin] })

  it('takes the directory in AINUR_CRDS, and keeps what it read', async () => {
    writeFileSync(join(given, pin.file), text)
    const { crds, missing } = await load({ AINUR_CRDS: given })
    expect(missing).toEqual([])
    expect(crds.map(({ metadata }) => metadata.name)).toEqual(['kettles.example.com'])
    expect((await load()).crds).toEqual(crds)
  })

  it('takes the network when nothing else has them', async () => {
    vi.stubGlobal('fetch', async () => new Response(text))
    expect((await load()).missing).toEqual([])
    expect(readdirSync(join(cache, 'ainur', 'crds'))).toHaveLength(1)
  })

  it('uses nothing that does not match its pin, and lists every way that it tried', async () => {
    writeFileSync(join(given, pin.file), text.replace('Kettle', 'Pan'))
    const { crds, missing } = await load({ AINUR_CRDS: given })
    expect(crds).toEqual([])
    const report = describeMissingCrds(missing)
    expect(report).toContain('CustomResourceDefinitions of kettle v1:')
    expect(report).toMatch(/kettle-v1\.yaml: its content has SHA-256 [0-9a-f]{64}, pinned is /)
    expect(report).toContain('https://github.com/example/kettle/tree/v1: crds.yaml: 404 Not Found')
  })
})

describe('withoutDescriptions', () => {
  it('leaves a property alone that is called description', () => {
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'x' },
      spec: { description: 'text', properties: { description: { type: 'string', description: 'text' } } },
    }
    expect(withoutDescriptions(crd).spec).toEqual({ properties: { description: { type: 'string' } } })
  })
})
