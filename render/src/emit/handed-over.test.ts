import { expect, it } from 'vitest'
import type { IndexedRelease, TreeIndex } from '../layout/tree-index.ts'
import { handedOver } from './handed-over.ts'

const inflated = { chart: 'kettle', releaseName: 'tea', sha256: '', values: '' }
const index = (...releases: IndexedRelease[]) => ({ apps: [{ name: 'web', releases }] }) as unknown as TreeIndex
const inTree = index({ name: 'tea', version: '1', inflated })
const object = (kind: string, release = 'tea') => ({ apiVersion: 'v1', kind, name: 'a', file: '', app: 'web', release })

it('knows the objects of a chart that Argo CD renders again', () => {
  const isHandedOver = handedOver(inTree, index({ name: 'tea', version: '1' }))
  expect(isHandedOver(object('Deployment'))).toBe(true)
  expect(isHandedOver(object('CustomResourceDefinition'))).toBe(true)
})

it.each([
  ['the release is gone', index()],
  ['it is still in the tree', inTree],
  ['its version changes as well', index({ name: 'tea', version: '2' })],
])('counts on nothing where %s', (_, next) => {
  expect(handedOver(inTree, next)(object('Deployment'))).toBe(false)
})

it('counts neither on definitions that Argo CD is told to skip, nor on objects of no chart', () => {
  const isHandedOver = handedOver(inTree, index({ name: 'tea', version: '1', skipCrds: true }))
  expect(isHandedOver(object('CustomResourceDefinition'))).toBe(false)
  expect(isHandedOver(object('Deployment'))).toBe(true)
  expect(isHandedOver({ ...object('Deployment'), release: undefined })).toBe(false)
})
