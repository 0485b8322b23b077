import { expect, it, vi } from 'vitest'
import { skipReason } from './runnable.ts'

const broken = { name: 'broken', unavailable: async () => 'Go is not installed' }

it('says on stderr why a layer is skipped', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  expect(await skipReason('x', broken, {})).toBe('Go is not installed')
  expect(said).toHaveBeenCalledWith('layer x is skipped: Go is not installed\n')
  said.mockRestore()
})

it('fails in CI instead of skipping', async () => {
  await expect(skipReason('x', broken, { CI: 'true' })).rejects.toThrow('layer x cannot run: Go is not installed')
})

it('runs where nothing is missing', async () => {
  expect(await skipReason('x', { name: 'x', unavailable: async () => undefined }, { CI: 'true' })).toBeUndefined()
})
