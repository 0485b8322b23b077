import type { App } from '../../app/app.ts'
import { ClusterTree } from '../../app/cluster-tree.ts'
import { testCluster } from '../../app/testing/test-cluster.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { FakeDns, FakeIdentity, FakeIngress, FakeLoadBalancer, FakeStorage, FakeTrust } from './fake-roles.ts'

/** A tree of a small cluster with a fake for every role. */
export function testTree(overrides: Partial<Cluster> = {}) {
  const tree = new ClusterTree(testCluster(overrides))
  return {
    tree,
    trust: new FakeTrust(tree, 'lab-pki'),
    ingress: new FakeIngress(tree, 'traefik'),
    dns: new FakeDns(tree, 'cluster-dns'),
    identity: new FakeIdentity(tree, 'dex-fake'),
    loadBalancer: new FakeLoadBalancer(tree, 'kube-vip'),
    storage: new FakeStorage(tree, 'longhorn'),
  }
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into objects of any kind
export type AnyObject = any

/** Objects of an app as plain JSON, by `Kind/name`. Fails when two share that key. */
export function objectsOf(app: App): Record<string, AnyObject> {
  const objects: AnyObject[] = app.toJson()
  const keyed = objects.map((object) => [`${object.kind}/${object.metadata.name}`, object] as const)
  const byKey = Object.fromEntries(keyed)
  if (Object.keys(byKey).length !== keyed.length)
    throw new Error(`keys collide: ${keyed.map(([key]) => key).join(', ')}`)
  return byKey
}
