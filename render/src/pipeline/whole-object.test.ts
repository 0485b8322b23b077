import { Chart, Testing } from 'cdk8s'
import { k8s } from 'cdk8s-plus-28'
import { describe, expect, it } from 'vitest'
import { wholeObject } from './whole-object.ts'

const chart = () => new Chart(Testing.app(), 'test')
const metadata = { name: 'web' }
const container = { name: 'web', image: 'web:1' }

// biome-ignore lint/suspicious/noExplicitAny: what types forbid is written all the same, and must not vanish
const pod = (extra: any) =>
  wholeObject(new k8s.KubePod(chart(), 'pod', { metadata, spec: { containers: [{ ...container, ...extra }] } }))

const rendered = (extra: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata,
  spec: { containers: [{ ...container, ...extra }] },
})

describe('wholeObject', () => {
  it('is what cdk8s makes of an object whose types are right', () => {
    const spec = {
      clusterIp: 'None',
      externalIPs: ['10.0.0.9'],
      ports: [{ port: 80, targetPort: k8s.IntOrString.fromString('http') }],
    }
    expect(wholeObject(new k8s.KubeService(chart(), 'service', { metadata, spec }))).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { clusterIP: 'None', externalIPs: ['10.0.0.9'], ports: [{ port: 80, targetPort: 'http' }] },
    })
    const data = { 'a-b': '1', a_b: '2', value: '3' }
    expect(wholeObject(new k8s.KubeConfigMap(chart(), 'config', { metadata, data }))).toMatchObject({ data })
    const memory = k8s.Quantity.fromString('64Mi')
    expect(pod({ resources: { limits: { memory } } })).toEqual(rendered({ resources: { limits: { memory: '64Mi' } } }))
  })

  it.each([
    ['an amount without its wrapper', { resources: { limits: { memory: '128Mi' } } }],
    ['a port without its wrapper', { readinessProbe: { httpGet: { port: 'http' } } }],
    ['a misspelt field', { imagePulPolicy: 'Always' }],
    ['a text for an object', { resources: 'few' }],
    ['a text for a mapping', { resources: { limits: 'few' } }],
    ['an object for a list', { env: { A: 'b' } }],
    ['a text for a list', { command: 'sleep 1' }],
  ])('keeps %s as it was written', (_, extra) => {
    expect(pod(extra)).toEqual(rendered(extra))
  })

  it('writes amounts plainly beside what cannot be converted', () => {
    const limits = { memory: k8s.Quantity.fromString('64Mi') }
    expect(pod({ env: {}, resources: { limits } })).toEqual(
      rendered({ env: {}, resources: { limits: { memory: '64Mi' } } }),
    )
  })
})
