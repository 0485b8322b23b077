import { describe, expect, it } from 'vitest'
import { FatalError } from './fatal-error.ts'
import { until } from './until.ts'

const what = 'the kettle'

describe('until', () => {
  it('resolves to what the look found', async () => {
    let looks = 0
    const found = await until(() => (++looks < 3 ? { state: 'cold' } : { done: looks }), { what, intervalMs: 1 })
    expect(found).toBe(3)
  })

  it('fails with the last state seen and the report when time is up', async () => {
    const waiting = until(() => ({ state: '80 °C' }), {
      what,
      timeoutMs: 20,
      intervalMs: 1,
      report: () => 'stove: off',
    })
    await expect(waiting).rejects.toThrow(
      'timed out after 0.02 s waiting for the kettle\nlast state: 80 °C\nstove: off',
    )
  })

  it('takes an error of the look for a state, because servers come and go while they start', async () => {
    const look = () => Promise.reject(new Error('connection refused'))
    await expect(until(look, { what, timeoutMs: 20, intervalMs: 1 })).rejects.toThrow(
      'last state: error: connection refused',
    )
  })

  it('ends at once with what the guard throws', async () => {
    const guard = () => {
      throw new Error('the stove exited with code 1')
    }
    let looks = 0
    const look = () => ({ state: `look ${++looks}` })
    await expect(until(look, { what, guard })).rejects.toThrow('the stove exited with code 1')
    expect(looks).toBe(0)
  })

  it('ends at once with a fatal error of the look', async () => {
    let looks = 0
    const look = () => {
      looks++
      throw new FatalError('the stove exited with code 1')
    }
    await expect(until(look, { what })).rejects.toThrow('the stove exited with code 1')
    expect(looks).toBe(1)
  })

  it('still fails for its own reason when the report cannot be made', async () => {
    const report = () => Promise.reject(new Error('no events'))
    const waiting = until(() => ({ state: 'cold' }), { what, timeoutMs: 20, intervalMs: 1, report })
    await expect(waiting).rejects.toThrow('last state: cold\n(no report: no events)')
  })
})
