import { expect, it } from 'vitest'
import { crdSources } from '../../../render/src/schema/generate/sources.ts'
import { pinnedCrds } from './pinned.ts'

it('the API server of the tests knows the same definitions as the schema check: the same file of the same tag', () => {
  const byFile = (pins: readonly { readonly file: string; readonly tag: string }[]) =>
    Object.fromEntries(pins.map(({ file, tag }) => [file, tag]))
  expect(byFile(pinnedCrds)).toEqual(byFile(crdSources))
})
