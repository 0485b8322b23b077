import { upstreams } from '@ainur/constructs/upstreams'
import { expect, it } from 'vitest'
import { programCatalogue } from './program-catalogue.ts'

const installed = programCatalogue.flatMap(({ id, version }) => {
  const upstream = upstreams.find(({ name }) => name === id)
  return upstream ? [{ id, asked: version.replace(/^v/, ''), pinned: upstream.version.replace(/^v/, '') }] : []
})

it('has most of the programs that the tree installs', () => expect(installed.length).toBeGreaterThan(3))

it.each(installed)('asks the $id that the tree installs', ({ asked, pinned }) => expect(asked).toBe(pinned))
