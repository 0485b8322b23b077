import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { replaceDigest } from './replace-digest.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ainur-records-'))
  for (const system of ['dex', 'omni']) mkdirSync(join(root, system))
  writeFileSync(join(root, 'dex/upstream.ts'), "sha256: 'aaa'\n")
  writeFileSync(join(root, 'omni/upstream.ts'), "sha256: 'bbb'\n")
})
afterEach(() => rmSync(root, { recursive: true }))

it('writes the digest into the record that held the other one, and into no other', () => {
  replaceDigest('aaa', 'ccc', root)
  expect(readFileSync(join(root, 'dex/upstream.ts'), 'utf8')).toBe("sha256: 'ccc'\n")
  expect(readFileSync(join(root, 'omni/upstream.ts'), 'utf8')).toBe("sha256: 'bbb'\n")
})

it('refuses a digest that no record holds, or two', () => {
  expect(() => replaceDigest('ddd', 'ccc', root)).toThrow('SHA-256 ddd is in no upstream.ts')
  writeFileSync(join(root, 'omni/upstream.ts'), "sha256: 'aaa'\n")
  expect(() => replaceDigest('aaa', 'ccc', root)).toThrow('SHA-256 aaa is in ')
})
