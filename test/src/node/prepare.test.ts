import { describe, expect, it } from 'vitest'
import { whyNoNode } from './prepare.ts'

const ready = { platform: 'linux', uid: 0, has: () => true }

describe('whyNoNode', () => {
  it('has nothing to say where all is there', () => {
    expect(whyNoNode(ready)).toBeUndefined()
  })

  it.each([
    ['not on Linux', { ...ready, platform: 'darwin', uid: 501 }, 'a real node needs Linux; this is darwin'],
    [
      'not as root',
      { ...ready, uid: 1000 },
      'a real node needs root, for its namespaces and its link: run this with sudo',
    ],
    [
      'without programs, each package once',
      { ...ready, has: (name: string) => !['containerd', 'ctr', 'nft'].includes(name) },
      'a real node needs containerd, ctr, nft; apt-get install containerd nftables',
    ],
  ])('tells in one line why it cannot run %s', (_, system, reason) => {
    expect(whyNoNode(system)).toBe(reason)
  })
})
