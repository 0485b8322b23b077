import { expect, it } from 'vitest'
import { testRendering } from '../pods/testing/test-rendering.ts'
import { claimTemplatesPass } from './claim-templates.ts'

const template = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }

function after(spec: unknown, kind = 'StatefulSet') {
  const object = { apiVersion: 'apps/v1', kind, metadata: { name: 'a', namespace: 'web' }, spec }
  const rendering = testRendering({ objects: [object] })
  expect(claimTemplatesPass.run(rendering)).toEqual([])
  return rendering.objects[0]?.object.spec
}

it('says of each claim template of a StatefulSet what it is', () => {
  expect(after({ volumeClaimTemplates: [template, { ...template, metadata: { name: 'logs' } }] })).toEqual({
    volumeClaimTemplates: [
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...template },
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...template, metadata: { name: 'logs' } },
    ],
  })
})

it('leaves what its author wrote, for the schema check to judge', () => {
  const written = { volumeClaimTemplates: [{ apiVersion: 'v2', kind: 'Claim', ...template }] }
  expect(after(written)).toEqual(written)
})

it.each([
  ['nothing', undefined],
  ['a list that is none', { volumeClaimTemplates: 'data' }],
  ['items that are no mappings', { volumeClaimTemplates: [null, 'data'] }],
])('leaves %s alone', (_, spec) => {
  expect(after(spec)).toEqual(spec)
})

it('leaves other kinds alone', () => {
  expect(after({ volumeClaimTemplates: [template] }, 'Deployment')).toEqual({ volumeClaimTemplates: [template] })
})
