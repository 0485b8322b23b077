import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { upstreams } from '@ainur/constructs/upstreams'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ImageLock } from '../../images/image-lock.ts'
import { startTestRegistry, type TestRegistry } from '../../images/testing/test-registry.ts'
import { capturedIo } from '../testing/captured-io.ts'
import { runImages } from './run.ts'

const apps = join(dirname(fileURLToPath(import.meta.url)), '../../../../apps')
const [{ reference: pinned = '' } = {}] = Object.values(upstreams.find(({ name }) => name === 'dex')?.images ?? {})
const unused = 'ghcr.io/example/only-here:1'
let root: string
let registry: TestRegistry
let captured: ReturnType<typeof capturedIo>

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'ainur-images-'))
  registry = await startTestRegistry()
  captured = capturedIo({ cwd: root, root })
  const entry = { tag: '1', platforms: ['linux/amd64'], source: 'declared', upstream: 'x' }
  writeFileSync(join(root, 'images.lock.json'), JSON.stringify({ images: { [unused]: entry } }))
})
afterEach(async () => {
  await registry.close()
  rmSync(root, { recursive: true })
})

function run(what: 'lock' | 'verify') {
  const options = { apps, format: 'json', registryMirror: { '*': registry.url }, insecure: true } as const
  return runImages(what, options, captured.io)
}

function readLock(): ImageLock {
  return JSON.parse(readFileSync(join(root, 'images.lock.json'), 'utf8'))
}

it('writes what it could read, declares what it could not, drops what nothing uses, and fails for what is unread', async () => {
  const [repository = '', tag = ''] = pinned.replace('ghcr.io/', '').split(':')
  const digest = registry.push(repository, tag, 'linux/arm64', 'linux/amd64')
  expect(await run('lock')).toBe(1)
  const locked = readLock().images
  expect(locked[pinned]).toEqual({ tag, digest, platforms: ['linux/amd64', 'linux/arm64'], source: 'registry' })
  expect(locked[unused]).toBeUndefined()
  const { changed, images } = JSON.parse(captured.output.stdout)
  expect(changed).toBe(true)
  expect(images).toContainEqual({ reference: pinned, result: 'added', lost: expect.any(Array) })
  const results = new Set(images.map(({ result }: { result: string }) => result))
  expect(results).toEqual(new Set(['added', 'declared', 'dropped']))
  expect(captured.output.stderr).toContain(`${pinned}: added`)
})

it('verifies without writing', async () => {
  const before = readLock()
  expect(await run('verify')).toBe(1)
  const rules = JSON.parse(captured.output.stdout).findings.map(({ rule }: { rule: string }) => rule)
  expect(rules).toContain('image-gone')
  expect(rules).toContain('image-not-locked')
  expect(readLock()).toEqual(before)
})
