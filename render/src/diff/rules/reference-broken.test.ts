import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { claim, clusterWide, deployment, named, statefulSet, yaml } from '../testing/objects.ts'

const files = (...objects: object[]) => Object.fromEntries(objects.map((each, i) => [`${i}.yaml`, yaml(each)]))
const rule = (before: object[], after: object[]) => findingsOf('reference-broken', files(...before), files(...after))
const config = (data: object, name = 'settings') => named('v1', 'ConfigMap', name, { data })
const mounting = (more = {}) =>
  deployment({ pod: { volumes: [{ name: 'c', configMap: { name: 'settings', ...more } }] } })

describe('reference-broken', () => {
  it('reports a removed ConfigMap that an unchanged Deployment mounts', () => {
    expect(rule([mounting(), config({ x: '' })], [mounting()])).toMatchObject([
      {
        severity: 'error',
        object: { kind: 'Deployment' },
        path: 'spec.template.spec.volumes[0].configMap',
        message: 'ConfigMap media/settings is removed by this change, but Deployment media/web still needs it.',
      },
    ])
  })

  it('names the new name of a renamed one', () => {
    expect(rule([mounting(), config({ x: '' })], [mounting(), config({ x: '' }, 'config')])[0]?.message).toContain(
      'is called config now',
    )
  })

  it('reports a key that goes while somebody reads it', () => {
    const reading = deployment({
      container: { env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'settings', key: 'x' } } }] },
    })
    expect(rule([reading, config({ x: '', y: '' })], [reading, config({ y: '' })])).toHaveLength(1)
    expect(rule([reading, config({ x: '', y: '' })], [reading, config({ x: '' })])).toEqual([])
  })

  it('reports a port of a Service that a route still uses', () => {
    const ingress = named('networking.k8s.io/v1', 'Ingress', 'i', {
      spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'web', port: { number: 80 } } } }] } }] },
    })
    const service = (port: number) => named('v1', 'Service', 'web', { spec: { ports: [{ port }] } })
    expect(rule([ingress, service(80)], [ingress, service(8080)])).toHaveLength(1)
  })

  it('warns of a new reference to something that is not in the tree', () => {
    expect(rule([config({}, 'other')], [config({}, 'other'), mounting()])).toMatchObject([{ severity: 'warning' }])
  })

  it('says nothing about optional references, Secrets made elsewhere, and what was broken before', () => {
    expect(rule([mounting({ optional: true }), config({ x: '' })], [mounting({ optional: true })])).toEqual([])
    expect(
      rule([config({})], [config({}), deployment({ container: { envFrom: [{ secretRef: { name: 'elsewhere' } }] } })]),
    ).toEqual([])
    expect(
      rule(
        [mounting()],
        [
          deployment({
            image: 'registry.example/web:2.0.0',
            pod: { volumes: [{ name: 'c', configMap: { name: 'settings' } }] },
          }),
        ],
      ),
    ).toEqual([])
    expect(rule([claim('a', 'unknown')], [claim('a', 'unknown', '20Gi')])).toEqual([])
  })

  it('knows what a Bundle of trust-manager puts into every namespace', () => {
    const bundle = clusterWide('trust.cert-manager.io/v1alpha1', 'Bundle', 'settings')
    const nothing = config({}, 'other')
    expect(rule([nothing], [nothing, mounting(), bundle])).toEqual([])
    expect(rule([nothing], [nothing, mounting()])).toMatchObject([{ severity: 'warning' }])
  })

  it('reports the Middleware of an Ingress that goes', () => {
    const ingress = named(
      'networking.k8s.io/v1',
      'Ingress',
      'web',
      {},
      {
        annotations: {
          'traefik.ingress.kubernetes.io/router.middlewares': 'other-x@kubernetescrd, media-sign-in@kubernetescrd',
        },
      },
    )
    const middleware = named('traefik.io/v1alpha1', 'Middleware', 'sign-in', { spec: { forwardAuth: {} } })
    expect(rule([ingress, middleware], [ingress])).toMatchObject([
      { object: { kind: 'Ingress' }, message: expect.stringContaining('Middleware media/sign-in is removed') },
    ])
    expect(rule([ingress, middleware], [{ ...ingress, spec: {} }, middleware])).toEqual([])
  })

  it('knows the claims that a StatefulSet makes', () => {
    const backup = (claimName: string) =>
      deployment({ name: 'backup', pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] } })
    const set = statefulSet({ spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] } })
    expect(rule([set], [set, backup('data-web-0')])).toEqual([])
    expect(rule([set], [set, backup('data-web-1')])).toMatchObject([{ severity: 'warning' }])
  })
})
