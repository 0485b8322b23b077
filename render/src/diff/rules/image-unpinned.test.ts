import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { deployment, yaml } from '../testing/objects.ts'

const digest = `sha256:${'a'.repeat(64)}`
const rule = (before: string, after: string, more = {}) =>
  findingsOf('image-unpinned', yaml(deployment({ image: before })), yaml(deployment({ image: after })), more)

describe('image-unpinned', () => {
  it.each([
    ['a:1.0.0', 'a:latest'],
    ['a:1.0.0', 'a'],
    ['a:1.0.0', 'a:3'],
    ['a:16', 'b:17'],
    [`a:1.0.0@${digest}`, 'a:1.0.0'],
  ])('reports %s -> %s', (before, after) => {
    expect(rule(before, after)).toHaveLength(1)
  })

  it.each([
    ['a:1.0.0', 'a:1.0.1'],
    ['a:1.0.0', `a:latest@${digest}`],
    ['a:latest', 'a:latest'],
    ['a:16', 'a:17'],
    ['a', 'a:stable'],
    ['a:1.0.0', 'registry:5000/a:1.0.0'],
  ])('says nothing about %s -> %s', (before, after) => {
    expect(rule(before, after)).toEqual([])
  })

  it('says nothing when the lock has the digest', () => {
    const entry = { 'a:stable': { tag: 'stable', digest, platforms: [], source: 'registry' } }
    expect(rule('a:1.0.0', 'a:stable', { lock: [entry, entry] })).toEqual([])
  })
})
