import { readFileSync } from 'node:fs'
import { normalizedReference } from '@ainur/constructs/image-reference'
import { upstreams } from '@ainur/constructs/upstreams'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deployment, testRendering } from '../pods/testing/test-rendering.ts'
import { declaredImages } from './declared-images.ts'
import type { ImageLock } from './image-lock.ts'
import { imagesInUse } from './images-in-use.ts'
import { lockImages } from './lock-images.ts'
import { parseImageLock } from './parse-image-lock.ts'
import { RegistryClient } from './registry/registry-client.ts'
import { startTestRegistry, type TestRegistry } from './testing/test-registry.ts'
import { verifyImages } from './verify-images.ts'
import { formatImageLock } from './write-image-lock.ts'

let registry: TestRegistry
let client: RegistryClient

beforeEach(async () => {
  registry = await startTestRegistry()
  client = new RegistryClient({ mirrors: { '*': registry.url }, insecure: true, attempts: 1 })
})
afterEach(() => registry.close())

const image = 'ghcr.io/a/b:1'
const declared: ImageLock = {
  images: { [image]: { tag: '1', platforms: ['linux/amd64', 'linux/arm64'], source: 'declared', upstream: 'x' } },
}

describe('lockImages', () => {
  it('replaces a declared entry by what the registry says, and names platforms that it claimed wrongly', async () => {
    const digest = registry.push('a/b', '1', 'linux/arm64')
    const { lock, outcomes } = await lockImages(declared, { inUse: [image] }, client)
    expect(lock.images).toEqual({ [image]: { tag: '1', digest, platforms: ['linux/arm64'], source: 'registry' } })
    expect(outcomes).toEqual([{ reference: image, result: 'confirmed', lost: ['linux/amd64'] }])
  })

  it('adds images in use, and tells moved tags from unchanged ones', async () => {
    registry.push('a/b', '1', 'linux/arm64')
    const first = await lockImages({ images: {} }, { inUse: [image] }, client)
    expect(first.outcomes[0]?.result).toBe('added')
    expect((await lockImages(first.lock, { inUse: [image] }, client)).outcomes[0]?.result).toBe('unchanged')
    registry.push('a/b', '1', 'linux/arm64', 'linux/amd64')
    expect((await lockImages(first.lock, { inUse: [image] }, client)).outcomes[0]?.result).toBe('moved')
  })

  it('keeps what it cannot read and says so; what was never known stays unknown', async () => {
    const { lock, outcomes } = await lockImages(declared, { inUse: [image, 'ghcr.io/a/c:1'] }, client)
    expect(lock).toEqual(declared)
    expect(outcomes.map(({ result }) => result)).toEqual(['kept', 'missing'])
    expect(outcomes[0]?.problem).toContain('not found')
  })

  it('invents no digest: everything it writes is valid, and a declared entry has none', async () => {
    registry.push('a/c', '1', 'linux/arm64')
    const { lock } = await lockImages(declared, { inUse: [image, 'ghcr.io/a/c:1'] }, client)
    expect(parseImageLock(formatImageLock(lock))).toEqual(lock)
    expect(lock.images[image]?.digest).toBeUndefined()
  })

  it('drops what nothing uses, unless a cluster could not be looked at', async () => {
    const { lock, outcomes } = await lockImages(declared, { inUse: [] }, client)
    expect(lock).toEqual({ images: {} })
    expect(outcomes).toEqual([{ reference: image, result: 'dropped', lost: [] }])
    expect(registry.requests).toEqual([])
    expect((await lockImages(declared, { inUse: [], drop: false }, client)).lock).toEqual(declared)
  })

  it('takes what a record declares where no registry can be asked, but keeps what was read from one', async () => {
    const result = async (lock: ImageLock) => {
      const { lock: after, outcomes } = await lockImages(lock, { inUse: [], declared: declared.images }, client)
      return [after.images[image], outcomes[0]?.result]
    }
    expect(await result({ images: {} })).toEqual([declared.images[image], 'declared'])
    const stale = { ...declared.images[image], platforms: ['linux/386'] } as ImageLock['images'][string]
    expect(await result({ images: { [image]: stale } })).toEqual([declared.images[image], 'kept'])
    const read = {
      tag: '1',
      platforms: ['linux/arm64'],
      source: 'registry',
      digest: `sha256:${'0'.repeat(64)}`,
    } as const
    expect(await result({ images: { [image]: read } })).toEqual([read, 'kept'])
  })
})

describe('declaredImages', () => {
  it('has every image of a record, and the lock of this repository says the same or knows better', () => {
    const declared = declaredImages(upstreams)
    const text = readFileSync(new URL('../../../images.lock.json', import.meta.url), 'utf8')
    const { images } = parseImageLock(text)
    for (const [reference, entry] of Object.entries(declared)) {
      expect(images[reference]?.source === 'registry' ? entry : images[reference], reference).toEqual(entry)
    }
    // What users' pods name is theirs; the rest is pinned in a record.
    expect(JSON.parse(text).images).toEqual(images)
  })
})

describe('normalizedReference', () => {
  it.each([
    ['nginx:1.29', 'docker.io/library/nginx:1.29'],
    ['docker.io/traefik:v3', 'docker.io/library/traefik:v3'],
    ['longhornio/longhorn-ui:v1', 'docker.io/longhornio/longhorn-ui:v1'],
    ['index.docker.io/a/b:1@sha256:0', 'docker.io/a/b:1@sha256:0'],
    ['localhost:5000/a:1', 'localhost:5000/a:1'],
    ['ghcr.io/a/b:1', 'ghcr.io/a/b:1'],
  ])('spells %s as %s', (reference, spelling) => {
    expect(normalizedReference(reference)).toBe(spelling)
    expect(normalizedReference(spelling)).toBe(spelling)
  })
})

describe('verifyImages', () => {
  const rules = async (lock: ImageLock, inUse: string[] = []) =>
    (await verifyImages(lock, inUse, client)).map(({ rule, severity }) => `${severity} ${rule}`)

  it('finds nothing in a fresh lock, and a moved tag later', async () => {
    registry.push('a/b', '1', 'linux/arm64')
    const { lock } = await lockImages({ images: {} }, { inUse: [image] }, client)
    expect(await rules(lock, [image])).toEqual([])
    registry.push('a/b', '1', 'linux/amd64')
    expect(await rules(lock)).toEqual(['error image-moved', 'error image-platforms-wrong'])
  })

  it('reports what is in use but not locked, what is gone, and what was only declared', async () => {
    expect(await rules({ images: {} }, [image])).toEqual(['error image-not-locked'])
    expect(await rules(declared)).toEqual(['error image-gone'])
    registry.push('a/b', '1', 'linux/arm64', 'linux/amd64')
    expect(await rules(declared)).toEqual(['warning image-declared'])
  })

  it('says which entries nobody could compare, where the registry does not answer', async () => {
    const away = new RegistryClient({ mirrors: { '*': 'http://127.0.0.1:1' }, insecure: true, attempts: 1 })
    expect(await verifyImages(declared, [], away)).toMatchObject([{ rule: 'image-unverified', severity: 'error' }])
  })
})

describe('imagesInUse', () => {
  it('lists each image once, by its tag', () => {
    const digest = `@sha256:${'a'.repeat(64)}`
    const objects = [
      deployment('a', `${image}${digest}`),
      deployment('b', image),
      deployment('c', 'localhost:5000/c:2'),
      deployment('d', 'd:3'),
    ]
    expect(imagesInUse([testRendering({ objects })])).toEqual(['docker.io/library/d:3', image, 'localhost:5000/c:2'])
  })
})
