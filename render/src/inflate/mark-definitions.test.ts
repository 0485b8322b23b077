import { expect, it } from 'vitest'
import { markDefinitions } from './mark-definitions.ts'

const definition = (annotations?: Record<string, string>, description = '') => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'a.example.com', ...(annotations ? { annotations } : {}) },
  spec: { description },
})
const object = (wave: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', annotations: { 'argocd.argoproj.io/sync-wave': wave } },
})
const annotationsOf = (...objects: Parameters<typeof markDefinitions>[0]) =>
  markDefinitions(objects)[0]?.metadata.annotations

it('puts definitions one wave before the first of the others', () => {
  expect(annotationsOf(definition())).toEqual({ 'argocd.argoproj.io/sync-wave': '-1' })
  expect(annotationsOf(definition(), object('3'))).toEqual({ 'argocd.argoproj.io/sync-wave': '-1' })
  expect(annotationsOf(definition(), object('-4'))).toEqual({ 'argocd.argoproj.io/sync-wave': '-5' })
})

it('leaves a wave that the chart wrote', () => {
  expect(annotationsOf(definition({ 'argocd.argoproj.io/sync-wave': '-9' }))).toEqual({
    'argocd.argoproj.io/sync-wave': '-9',
  })
})

it('asks for server-side apply where an annotation cannot hold the definition, and keeps other options', () => {
  const options = { 'argocd.argoproj.io/sync-options': 'Prune=false, ServerSideApply=false' }
  expect(annotationsOf(definition(options, 'x'.repeat(262_144)))).toMatchObject({
    'argocd.argoproj.io/sync-options': 'Prune=false,ServerSideApply=true',
  })
  expect(annotationsOf(definition(options, 'x'.repeat(1000)))).toMatchObject(options)
})
