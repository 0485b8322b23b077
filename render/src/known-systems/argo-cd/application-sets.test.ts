import { expect, it } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import { deployment, testRendering } from '../../pods/testing/test-rendering.ts'
import { applicationSetsCheck } from './application-sets.ts'

const set = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'ApplicationSet',
  metadata: { name: 'all', namespace: 'argocd' },
}
const controller = { ...deployment('argocd-application-controller', 'a:1'), kind: 'StatefulSet' }
const none = deployment('argocd-applicationset-controller', 'a:1', {}, { replicas: 0 })
const ofSets = deployment('argocd-applicationset-controller', 'a:1')

it.each<[string, KubeObject[], string[]]>([
  ['an ApplicationSet that nobody looks after', [set, controller], ['application-set-ignored all']],
  ['one whose controller has no replica', [set, controller, none], ['application-set-ignored all']],
  ['none whose controller runs', [set, controller, ofSets], []],
  ['none where Argo CD is not part of the tree', [set], []],
  ['nothing without an ApplicationSet', [controller], []],
])('finds %s', (_, objects, expected) => {
  const findings = applicationSetsCheck.run(testRendering({ objects }))
  expect(findings.map(({ rule, object }) => `${rule} ${object.name}`)).toEqual(expected)
})
