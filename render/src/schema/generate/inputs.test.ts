import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readCrdInput } from './inputs.ts'

const directory = mkdtempSync(join(tmpdir(), 'ainur-crds-'))
afterAll(() => rmSync(directory, { recursive: true }))
writeFileSync(join(directory, 'a.yaml'), 'hello')

const source = { file: 'a.yaml', source: 'example.org/a', tag: 'v1' }
const sha256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'

test('a pinned file is read', () => {
  expect(readCrdInput({ ...source, sha256 }, directory)).toBe('hello')
})

test('a file with another digest than the pinned one is refused, naming both', () => {
  expect(() => readCrdInput({ ...source, sha256: 'abc' }, directory)).toThrow(
    `a.yaml (example.org/a v1): SHA-256 is ${sha256}, sources.ts pins abc`,
  )
})

test('without a directory, the error lists the files that it should hold', () => {
  expect(() => readCrdInput({ ...source, sha256 }, undefined)).toThrow(/AINUR_CRDS is not set[\s\S]*argo-cd-v3/)
})
