import { describe, expect, it } from 'vitest'
import { matchesGlob } from './matches-glob.ts'

describe('matchesGlob', () => {
  it.each([
    ['Deployment dex/dex', 'Deployment dex/dex', true],
    ['Deployment dex/dex', 'Deployment dex/dex2', false],
    ['Deployment dex/*', 'Deployment dex/dex', true],
    ['* dex/dex', 'Deployment dex/dex', true],
    ['D*x*x', 'Deployment dex/dex', true],
    ['D*q*x', 'Deployment dex/dex', false],
    ['a*a', 'a', false],
    ['a*b*b', 'ab', false],
    ['*', '', true],
    ['Role a.b', 'Role axb', false],
    ['Role [a]*', 'Role [a]\nb', true],
  ])('%j and %j: %s', (pattern, text, result) => {
    expect(matchesGlob(pattern, text)).toBe(result)
  })

  it('takes patterns and texts of any length', () => {
    expect(matchesGlob(`${'*a'.repeat(50_000)}b`, 'a'.repeat(100_000))).toBe(false)
    expect(matchesGlob('x'.repeat(100_000), 'x'.repeat(100_000))).toBe(true)
  })
})
