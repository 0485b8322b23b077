import { expect, it } from 'vitest'
import { deployment, testRendering } from '../pods/testing/test-rendering.ts'
import { serverDefaultsPass } from './server-defaults.ts'

const template = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }

function after(spec: unknown, kind = 'StatefulSet') {
  const object = { apiVersion: 'apps/v1', kind, metadata: { name: 'a', namespace: 'web' }, spec }
  const rendering = testRendering({ objects: [object] })
  expect(serverDefaultsPass.run(rendering)).toEqual([])
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

it('says the divisor of each limit or request that a pod reads', () => {
  const cpu = { resource: 'limits.cpu' }
  const items = [
    { path: 'cpu', resourceFieldRef: cpu },
    { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
  ]
  const env = [
    { name: 'CPU', valueFrom: { resourceFieldRef: cpu } },
    { name: 'MEBIBYTES', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
    { name: 'PLAIN', value: '1' },
  ]
  const object = deployment('web', 'a:1', {
    containers: [{ name: 'web', image: 'a:1', env }],
    initContainers: [{ name: 'before', image: 'a:1', env: 'none' }],
    volumes: [
      { name: 'a', downwardAPI: { items } },
      { name: 'b', projected: { sources: [{ downwardAPI: { items } }] } },
    ],
  })
  const rendering = testRendering({ objects: [object] })
  serverDefaultsPass.run(rendering)
  const { containers, volumes } = rendering.objects[0]?.object.spec.template.spec ?? {}
  expect(containers[0].env).toEqual([
    { name: 'CPU', valueFrom: { resourceFieldRef: { ...cpu, divisor: '0' } } },
    ...env.slice(1),
  ])
  const completed = [{ path: 'cpu', resourceFieldRef: { ...cpu, divisor: '0' } }, items[1]]
  expect(volumes).toEqual([
    { name: 'a', downwardAPI: { items: completed } },
    { name: 'b', projected: { sources: [{ downwardAPI: { items: completed } }] } },
  ])
})
