import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { argoCdUpstream } from '../../src/systems/argo-cd/upstream.ts'
import { crdsOf } from '../../src/upstream/crds.ts'
import { argoCdTypes } from './argo-cd-types.ts'

test('the generated types are those of the pinned version', () => {
  const text = readFileSync(new URL('../src/generated/types.ts', import.meta.url), 'utf8')
  expect(text).toBe(argoCdTypes(crdsOf(argoCdUpstream), argoCdUpstream.version))
})

test('a definition that is gone is named', () => {
  const crds = crdsOf(argoCdUpstream).filter(({ spec }) => spec.names.kind !== 'AppProject')
  expect(() => argoCdTypes(crds, 'v9.0.0')).toThrow('Argo CD v9.0.0 have no schema of AppProject.spec')
})
