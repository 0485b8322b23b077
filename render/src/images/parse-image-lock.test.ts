import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type ImageLockError, parseImageLock } from './parse-image-lock.ts'
import { formatImageLock } from './write-image-lock.ts'

const digest = `sha256:${'0'.repeat(64)}`
const good = { tag: '1', platforms: ['linux/arm64'], source: 'declared', upstream: 'https://example.com' }

function problems(images: unknown): string[] {
  try {
    parseImageLock(JSON.stringify({ images }))
    return []
  } catch (error) {
    return (error as ImageLockError).findings.map(({ path }) => path.replace('images["a/b:1"]', ''))
  }
}

describe('parseImageLock', () => {
  it.each([
    ['a declared entry', { 'a/b:1': good }, []],
    ['an entry from a registry', { 'a/b:1': { ...good, source: 'registry', digest, upstream: undefined } }, []],
    ['a registry port', { 'localhost:5000/b:1': good }, []],
    ['a registry entry without digest', { 'a/b:1': { ...good, source: 'registry' } }, ['.digest']],
    ['an invented digest', { 'a/b:1': { ...good, digest } }, ['.digest']],
    ['a short digest', { 'a/b:1': { ...good, source: 'registry', digest: 'sha256:0' } }, ['.digest']],
    ['a declared entry without upstream', { 'a/b:1': { ...good, upstream: undefined } }, ['.upstream']],
    ['another tag', { 'a/b:1': { ...good, tag: '2' } }, ['.tag']],
    ['no tag', { 'a/b': good }, ['images["a/b"]']],
    ['no platforms', { 'a/b:1': { ...good, platforms: [] } }, ['.platforms']],
    ['an architecture alone', { 'a/b:1': { ...good, platforms: ['arm64'] } }, ['.platforms[0]']],
    ['another source', { 'a/b:1': { ...good, source: 'guess' } }, ['.source']],
    ['an unknown key', { 'a/b:1': { ...good, note: '' } }, ['.note']],
    ['two mistakes at once', { 'a/b:1': { ...good, tag: '2', platforms: [] } }, ['.tag', '.platforms']],
    ['a list', [], ['images']],
  ])('judges %s', (_, images, expected) => {
    expect(problems(images)).toEqual(expected)
  })

  it('reads an image that is there in two spellings once, as its registry has it', () => {
    const read = { tag: '1', platforms: ['linux/arm64'], source: 'registry', digest }
    for (const images of [
      { 'a:1': read, 'docker.io/a:1': good },
      { 'a:1': good, 'docker.io/library/a:1': read },
    ]) {
      expect(parseImageLock(JSON.stringify({ images }))).toEqual({ images: { 'docker.io/library/a:1': read } })
    }
  })

  it('says that a text is not JSON', () => {
    expect(() => parseImageLock('{')).toThrow('not JSON')
  })

  it('reads the lock of this repository, and reads the same from what the command would write', () => {
    const text = readFileSync(new URL('../../../images.lock.json', import.meta.url), 'utf8')
    const lock = parseImageLock(text)
    expect(parseImageLock(formatImageLock(lock))).toEqual(lock)
  })

  it('is written sorted, with one line per list that fits into one', () => {
    expect(
      formatImageLock({ images: { 'b:1': { ...good, source: 'declared' }, 'a:1': { ...good, source: 'declared' } } }),
    ).toBe(`{
  "images": {
    "a:1": {
      "tag": "1",
      "platforms": ["linux/arm64"],
      "source": "declared",
      "upstream": "https://example.com"
    },
    "b:1": {
      "tag": "1",
      "platforms": ["linux/arm64"],
      "source": "declared",
      "upstream": "https://example.com"
    }
  }
}
`)
  })
})
