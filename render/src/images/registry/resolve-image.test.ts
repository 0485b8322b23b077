import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestRegistry, type TestRegistry } from '../testing/test-registry.ts'
import { RegistryClient } from './registry-client.ts'
import type { RegistryOptions } from './registry-options.ts'
import { resolveImage } from './resolve-image.ts'

let registry: TestRegistry

beforeEach(async () => {
  registry = await startTestRegistry()
})
afterEach(() => registry.close())

function resolve(reference: string, options: RegistryOptions = {}) {
  const client = new RegistryClient({ mirrors: { '*': registry.url }, insecure: true, backoffMs: 1, ...options })
  return resolveImage(client, reference)
}

describe('resolveImage', () => {
  it('reads the digest and platforms of an index, without its attestations', async () => {
    const digest = registry.push('dexidp/dex', 'v1', 'linux/arm64/v8', 'linux/amd64', 'linux/arm/v7')
    expect(await resolve('ghcr.io/dexidp/dex:v1')).toEqual({
      digest,
      platforms: ['linux/amd64', 'linux/arm/v7', 'linux/arm64'],
    })
  })

  it('reads the platform of a single image from its configuration', async () => {
    const digest = registry.push('dexidp/dex', 'v1', 'linux/arm64')
    expect(await resolve('ghcr.io/dexidp/dex:v1')).toEqual({ digest, platforms: ['linux/arm64'] })
  })

  it('answers a challenge with an anonymous token, once per repository', async () => {
    registry.requireToken()
    registry.push('dexidp/dex', 'v1', 'linux/arm64')
    await resolve('ghcr.io/dexidp/dex:v1')
    expect(registry.requests.map((path) => path.replace(/\?.*/, ''))).toEqual([
      '/v2/dexidp/dex/manifests/v1',
      '/token',
      '/v2/dexidp/dex/manifests/v1',
      expect.stringMatching(/^\/v2\/dexidp\/dex\/blobs\/sha256:/),
    ])
  })

  it('knows where Docker Hub keeps short names, and tells a mirror which registry is meant', async () => {
    registry.push('library/nginx', '1', 'linux/arm64')
    await resolve('nginx:1')
    expect(registry.requests[0]).toBe('/v2/library/nginx/manifests/1?ns=docker.io')
  })

  it('says that a tag does not exist', async () => {
    await expect(resolve('ghcr.io/dexidp/dex:v9')).rejects.toMatchObject({ name: 'RegistryError', kind: 'not-found' })
  })

  it('waits and asks again while the registry is busy', async () => {
    registry.push('dexidp/dex', 'v1', 'linux/arm64', 'linux/amd64')
    registry.fail(429, 1, { 'retry-after': '0' })
    registry.fail(503, 1)
    expect((await resolve('ghcr.io/dexidp/dex:v1')).platforms).toHaveLength(2)
    expect(registry.requests).toHaveLength(3)
  })

  it('gives up after the last attempt, saying what it met', async () => {
    registry.fail(429, 9)
    await expect(resolve('ghcr.io/dexidp/dex:v1', { attempts: 3 })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('after 3 attempts: HTTP 429'),
    })
    expect(registry.requests).toHaveLength(3)
  })

  it('says that a registry cannot be reached', async () => {
    const gone = 'http://127.0.0.1:1'
    await expect(resolve('ghcr.io/a/b:1', { mirrors: { '*': gone }, attempts: 1 })).rejects.toMatchObject({
      kind: 'unreachable',
    })
  })

  it('refuses content that has not the digest that the registry claims', async () => {
    registry.push('dexidp/dex', 'v1', 'linux/arm64')
    registry.lie()
    await expect(resolve('ghcr.io/dexidp/dex:v1')).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('refuses plain HTTP unless it is allowed', async () => {
    await expect(resolve('ghcr.io/dexidp/dex:v1', { insecure: false })).rejects.toThrow('--insecure')
  })
})
