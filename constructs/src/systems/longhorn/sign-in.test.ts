import { expect, it } from 'vitest'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { objectOf } from '../../app/testing/objects.ts'
import { testCluster } from '../../app/testing/test-cluster.ts'
import { computeWaves } from '../../app/waves.ts'
import { FakeIdentity, FakeIngress, FakeTrust } from '../../workload/testing/fake-roles.ts'
import { LonghornCrds } from './crds.ts'
import { Longhorn } from './longhorn.ts'
import { LonghornSignIn } from './sign-in.ts'

function build() {
  const tree = new ClusterTree(testCluster())
  const ingress = new FakeIngress(tree, 'traefik')
  const identity = new FakeIdentity(tree, 'dex')
  const trust = new FakeTrust(tree, 'lab-pki')
  const storage = new Longhorn(tree, 'longhorn', { crds: new LonghornCrds(tree, 'longhorn-crds') })
  const signIn = new LonghornSignIn(tree, 'longhorn-sign-in', { storage, ingress, identity, trust })
  return { tree, ingress, identity, trust, storage, signIn }
}

it('publishes the web interface behind a sign-in, whose pods alone get through', () => {
  const { ingress, signIn } = build()
  expect(ingress.routes.map(({ host, service }) => [host, service])).toEqual([
    ['longhorn.ainur.home.arpa', 'longhorn-sign-in'],
  ])
  expect(objectOf(signIn, 'NetworkPolicy', 'longhorn-ui-sign-in').spec).toEqual({
    podSelector: { matchLabels: { app: 'longhorn-ui' } },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [
          {
            podSelector: {
              matchLabels: {
                'app.kubernetes.io/name': 'longhorn-sign-in',
                'app.kubernetes.io/instance': 'longhorn',
              },
            },
          },
        ],
        ports: [{ port: 8000, protocol: 'TCP' }],
      },
    ],
  })
  // As they were when it was part of the app `longhorn`: a selector is immutable.
  expect(objectOf(signIn, 'Deployment', 'longhorn-sign-in').spec.selector.matchLabels).toEqual({
    'app.kubernetes.io/name': 'longhorn-sign-in',
    'app.kubernetes.io/instance': 'longhorn',
  })
})

it('waits for storage, and storage does not wait for what signs people in', () => {
  const { tree, storage } = build()
  expect(storage.dependencies.map(({ app }) => app.appName)).toEqual(['longhorn-crds'])
  const waves = computeWaves(tree.apps)
  expect(waves.get('longhorn-sign-in')).toBeGreaterThan(waves.get('longhorn') ?? 99)
})

it('is what a prop of the first edition was', () => {
  const { tree, ingress, identity, trust } = build()
  const crds = new LonghornCrds(tree, 'more-crds')
  const props = { crds, signIn: { ingress, identity, trust } }
  const { findings } = new Longhorn(tree, 'more', props)
  expect(findings).toMatchObject([
    {
      path: 'signIn',
      message: '"signIn" is not a field of Longhorn any more: an app of its own publishes the web interface',
      remedy:
        "Remove it, and write new LonghornSignIn(cluster, 'longhorn-sign-in', { storage, identity, ingress, trust }).",
    },
  ])
})
