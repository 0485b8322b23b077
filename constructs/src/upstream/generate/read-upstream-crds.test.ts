import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crdDigest, readCrds } from './crd-digest.ts'
import { readUpstreamCrds } from './read-upstream-crds.ts'

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
const upstream = {
  name: 'kettle',
  version: 'v1.0.0',
  repository: 'example/kettle',
  crds: { paths: ['crds/a.yaml'], sha256: '' },
}

describe('crdDigest', () => {
  it('does not look at order of keys, labels, comments or other objects', () => {
    const same = `# a comment
kind: CustomResourceDefinition
apiVersion: apiextensions.k8s.io/v1
metadata: { name: kettles.example.com }
spec: { names: { kind: Kettle }, group: example.com }
`
    expect(crdDigest(readCrds([same]))).toBe(crdDigest(readCrds([text])))
    expect(crdDigest(readCrds([same.replace('Kettle', 'Pan')]))).not.toBe(crdDigest(readCrds([text])))
  })

  it('keeps of the annotations who approved a kind of a group of Kubernetes, without which no API server takes it', () => {
    const annotations = "annotations: { x: y, api-approved.kubernetes.io: 'https://example.org/1' }"
    const approved = text.replace('labels: { a: b }', annotations)
    expect(readCrds([approved])).toMatchObject([{ name: 'kettles.example.com', approval: 'https://example.org/1' }])
    expect(crdDigest(readCrds([approved]))).not.toBe(crdDigest(readCrds([text])))
  })
})

describe('readUpstreamCrds', () => {
  let directory: string
  let server: Server
  let rawFiles: string
  let files: Record<string, string>
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'ainur-crds-'))
    files = {}
    server = createServer(({ url = '' }, response) => {
      response.writeHead(files[url] ? 200 : 404).end(files[url])
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    rawFiles = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(async () => {
    rmSync(directory, { recursive: true })
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const read = (env: Record<string, string> = {}) => readUpstreamCrds(upstream, { env, rawFiles })

  it('takes the file of that version in the directory that AINUR_CRDS names', async () => {
    writeFileSync(join(directory, 'kettle-v1.0.0.yaml'), text)
    const [crd, ...others] = await read({ AINUR_CRDS: directory })
    expect(crd).toEqual({ name: 'kettles.example.com', spec: { group: 'example.com', names: { kind: 'Kettle' } } })
    expect(others).toEqual([])
  })

  it("takes the repository's files at the tag where the directory has none", async () => {
    files['/example/kettle/v1.0.0/crds/a.yaml'] = text
    expect(await read({ AINUR_CRDS: directory })).toEqual(readCrds([text]))
  })

  it('lists every way that it tried', async () => {
    writeFileSync(join(directory, 'kettle-v1.0.0.yaml'), 'kind: Namespace\n')
    const error = await read({ AINUR_CRDS: directory }).catch((error: Error) => error.message)
    expect(error).toContain('CustomResourceDefinitions of kettle v1.0.0:\n  ')
    expect(error).toContain('kettle-v1.0.0.yaml: no CustomResourceDefinition there')
    expect(error).toContain('/example/kettle/v1.0.0/crds/a.yaml: 404 Not Found')
  })
})
