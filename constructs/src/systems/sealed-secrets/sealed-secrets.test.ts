import { expect, it } from 'vitest'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { keepInCluster } from '../../app/keep-in-cluster.ts'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import { testCluster } from '../../app/testing/test-cluster.ts'
import { SealedSecrets } from './sealed-secrets.ts'

const app = () => new SealedSecrets(new ClusterTree(testCluster()), 'sealed-secrets')

it('brings the kind and the controller, under the name that kubeseal looks for', () => {
  expect(objectsOf(app()).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'CustomResourceDefinition sealedsecrets.bitnami.com',
    'ServiceAccount sealed-secrets-controller',
    'ClusterRole secrets-unsealer',
    'ClusterRoleBinding sealed-secrets-controller',
    'Service sealed-secrets-controller',
    'Deployment sealed-secrets-controller',
  ])
})

it('keeps what it has sealed when it goes: neither the kind nor the keys are deleted with it', () => {
  const own = app()
  const { metadata } = objectOf(own, 'CustomResourceDefinition', 'sealedsecrets.bitnami.com')
  expect(metadata.annotations).toMatchObject(keepInCluster)
  expect(own.options.cascade).toBe(false)
})

it('never runs twice, since each would make a key of its own', () => {
  const { spec } = objectOf(app(), 'Deployment', 'sealed-secrets-controller')
  expect([spec.replicas, spec.strategy]).toEqual([1, { type: 'Recreate' }])
})

it('writes no rules, and no kind but Secrets, events and its own status', () => {
  const { rules } = objectOf(app(), 'ClusterRole', 'secrets-unsealer')
  const written = rules.filter(({ verbs }: { verbs: string[] }) =>
    verbs.some((verb) => !['get', 'list', 'watch'].includes(verb)),
  )
  expect(written.flatMap(({ resources }: { resources: string[] }) => resources)).toEqual([
    'sealedsecrets/status',
    'secrets',
    'events',
  ])
})
