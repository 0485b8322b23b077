import { describe, expect, it } from 'vitest'
import { diffYaml } from '../testing/diff-yaml.ts'
import { application, clusterWide, named, type Plain, yaml } from '../testing/objects.ts'

const server = 'https://kubernetes.default.svc'

/** What happens to a ConfigMap or another object that leaves an Application of a project. */
function effect(
  destinations: object[],
  spec: Plain = {},
  object: Plain = named('v1', 'ConfigMap', 'a'),
  app: Plain = {},
) {
  const applications = yaml(
    application('web', { spec: { project: 'lab', ...app } }),
    named('argoproj.io/v1alpha1', 'AppProject', 'lab', { spec: { destinations, ...spec } }, { namespace: 'argocd' }),
  )
  const files = { 'home/applications/all.yaml': applications }
  return diffYaml({ ...files, 'home/apps/web/all.yaml': yaml(object) }, files).objects[0]?.effect
}

describe('forbiddenBy', () => {
  it.each<[string, string, ...Parameters<typeof effect>]>([
    ['delete', 'the namespace', [{ server, namespace: 'media' }]],
    ['delete', 'everything', [{ server: '*', namespace: '*' }]],
    ['delete', 'the cluster by its name', [{ name: 'in-cluster', namespace: 'media' }]],
    ['delete', 'a pattern too rich to judge', [{ server, namespace: 'm?dia' }]],
    [
      'delete',
      'all but another namespace',
      [
        { server, namespace: '*' },
        { server, namespace: '!kube-system' },
      ],
    ],
    [
      'keep',
      'all but this namespace',
      [
        { server, namespace: '*' },
        { server, namespace: '!media' },
      ],
    ],
    ['keep', 'another namespace', [{ server, namespace: 'films' }]],
    ['keep', 'another cluster', [{ server: 'https://elsewhere.example', namespace: 'media' }]],
    ['keep', 'nothing', []],
    [
      'keep',
      'the namespace, but not the kind',
      [{ server, namespace: '*' }],
      { namespaceResourceBlacklist: [{ group: '', kind: 'ConfigMap' }] },
    ],
    [
      'keep',
      'the namespace, and other kinds',
      [{ server, namespace: '*' }],
      { namespaceResourceWhitelist: [{ group: 'apps', kind: '*' }] },
    ],
    [
      'keep',
      'no kind without a namespace',
      [{ server, namespace: '*' }],
      {},
      clusterWide('v1', 'PersistentVolume', 'a'),
    ],
    [
      'delete',
      'its kind',
      [],
      { clusterResourceWhitelist: [{ group: '', kind: 'PersistentVolume' }] },
      clusterWide('v1', 'PersistentVolume', 'a'),
    ],
    [
      'delete',
      'its kind, which only the project knows',
      [],
      { clusterResourceWhitelist: [{ group: 'x.io', kind: 'Wide' }] },
      clusterWide('x.io/v1', 'Wide', 'a'),
    ],
    [
      'delete',
      'the namespace of the destination',
      [{ server, namespace: 'media' }],
      {},
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
    ],
  ])('an object is subject to %s where the project allows %s', (expected, _, ...given) => {
    expect(effect(...given)).toBe(expected)
  })
})
