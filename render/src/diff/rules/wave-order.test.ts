import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, clusterWide, deployment, named, tree, yaml } from '../testing/objects.ts'

const wave = (number: number) => ({ annotations: { 'argocd.argoproj.io/sync-wave': String(number) } })
const pod = { volumes: [{ name: 'c', configMap: { name: 'settings' } }] }
const settings = (number: number) => named('v1', 'ConfigMap', 'settings', {}, wave(number))
const rule = (before: object[], after: object[]) =>
  findingsOf('wave-order', tree([application('web')], ...before), tree([application('web')], ...after))

describe('wave-order', () => {
  it('reports a workload that comes before the ConfigMap it mounts', () => {
    expect(rule([deployment({ pod }), settings(0)], [deployment({ pod }), settings(1)])).toMatchObject([
      {
        object: { kind: 'Deployment' },
        message:
          'Deployment media/web is in wave 0, before ConfigMap media/settings in wave 1, which it needs: on a new cluster the sync waits for ever.',
      },
    ])
  })

  it('says nothing when the needed object comes earlier, or the order was wrong before', () => {
    expect(rule([deployment({ pod }), settings(0)], [deployment({ pod }), settings(-1)])).toEqual([])
    expect(
      rule([deployment({ pod }), settings(1)], [deployment({ pod, image: 'registry.example/web:2.0.0' }), settings(1)]),
    ).toEqual([])
  })

  it('knows that an object needs its namespace', () => {
    const namespace = clusterWide('v1', 'Namespace', 'media', {}, wave(2))
    expect(
      rule([settings(0)], [settings(0), namespace, named('v1', 'ConfigMap', 'new')]).map(({ object }) => object.name),
    ).toEqual(['new'])
  })

  it('leaves optional references alone', () => {
    const optional = { volumes: [{ name: 'c', configMap: { name: 'settings', optional: true } }] }
    expect(rule([deployment({ pod: optional }), settings(0)], [deployment({ pod: optional }), settings(1)])).toEqual([])
  })

  describe('between Applications', () => {
    const both = (web: number, base: number) => ({
      'home/applications/all.yaml': yaml(
        application('web', { metadata: wave(web) }),
        application('base', { metadata: wave(base) }),
      ),
      'home/apps/web/all.yaml': yaml(deployment({ pod })),
      'home/apps/base/all.yaml': yaml(settings(0)),
    })

    it('reports one that moves before another whose objects its own need', () => {
      expect(findingsOf('wave-order', both(2, 1), both(1, 2))).toMatchObject([
        {
          object: { kind: 'Application', name: 'web' },
          message: expect.stringContaining(
            'before base in wave 2, but its Deployment media/web needs ConfigMap media/settings from there',
          ),
        },
      ])
    })

    it('says nothing about the same wave, the right order, or a wrong one that was there before', () => {
      expect(findingsOf('wave-order', both(2, 1), both(1, 1))).toEqual([])
      expect(findingsOf('wave-order', both(2, 1), both(3, 2))).toEqual([])
      expect(findingsOf('wave-order', both(1, 2), both(1, 3))).toEqual([])
    })
  })
})
