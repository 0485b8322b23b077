import { describe, expect, it } from 'vitest'
import { formatBytes } from './format-bytes.ts'

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes', '0 bytes'],
    [1000, '1000 bytes', '1000 bytes'],
    [512 * 2 ** 20, '512 MiB', '512 MiB'],
    [20 * 2 ** 30, '20 GiB', '20 GiB'],
    [6_102_712_320, '5.7 GiB', '5.6 GiB'],
    [262_145, '257 KiB', '256 KiB'],
    [1_572_865, '1.6 MiB', '1.5 MiB'],
  ])('%i is at most %s and at least %s', (bytes, up, down) => {
    expect([formatBytes(bytes, 'up'), formatBytes(bytes, 'down')]).toEqual([up, down])
  })
})
