import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { optionalPackagesMissing } from './lock-file.ts'

describe('the lock file', () => {
  it('names the builds of every package for every platform, or npm ci refuses it', () => {
    const lock = JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'))
    expect(optionalPackagesMissing(lock)).toEqual([])
  })

  it('reports which build of which package is missing, and none that is below its owner', () => {
    const packages = {
      '': {},
      'node_modules/tool': { optionalDependencies: { 'tool-mac': '1.0.0', 'tool-linux': '1.0.0' } },
      'node_modules/tool-linux': {},
      'node_modules/tool/node_modules/old': { optionalDependencies: { 'old-mac': '1.0.0', 'tool-linux': '1.0.0' } },
      'node_modules/tool/node_modules/old-mac': {},
    }
    expect(optionalPackagesMissing({ packages })).toEqual(['node_modules/tool: tool-mac'])
  })
})
