import { expect, it } from 'vitest'
import { remember } from './remember.ts'

it('keeps the latest line about each thing, and of those the latest', () => {
  const before = ['application dex: Synced, Progressing', 'pod dex/dex-1: Running on varda']
  const added = ['node varda (arm64) is not ready', 'application dex: Synced, Healthy']
  expect(remember(before, added, 9)).toEqual(['pod dex/dex-1: Running on varda', ...added])
  expect(remember(before, added, 2)).toEqual(added)
})

it('keeps lines about different things, even if they begin alike', () => {
  const lines = [
    'application ainur: Synced, Healthy',
    'waiting: ainur has no node',
    'application ainur-2: Synced, Healthy',
  ]
  expect(remember([], lines, 9)).toEqual(lines)
})
