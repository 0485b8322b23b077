import { expect, it } from 'vitest'
import { tokenIssuers } from './token-issuers.ts'

it('gathers the clients of each issuer, in an order that apps do not change', () => {
  const taken = [
    { issuer: 'https://dex.lab', audience: 'kubectl' },
    { issuer: 'https://a.lab', audience: 'x' },
    { issuer: 'https://dex.lab', audience: 'headlamp' },
  ]
  const expected = [
    { url: 'https://a.lab', audiences: ['x'], prefix: 'oidc:' },
    { url: 'https://dex.lab', audiences: ['headlamp', 'kubectl'], prefix: 'oidc:' },
  ]
  expect(tokenIssuers(taken)).toEqual(expected)
  expect(tokenIssuers([...taken].reverse())).toEqual(expected)
  expect(tokenIssuers([])).toEqual([])
})
