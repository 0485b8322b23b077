import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../model/rendered-object.ts'
import { deployment, testRendering } from '../../pods/testing/test-rendering.ts'
import { localTrafficCheck } from './local-traffic.ts'

const announcer = (settings: Record<string, string>) =>
  deployment('announcer', 'example.com/announcer', {
    containers: [
      {
        name: 'announcer',
        image: 'example.com/announcer',
        env: Object.entries({ vip_arp: 'true', svc_enable: 'true', ...settings }).map(([name, value]) => ({
          name,
          value,
        })),
      },
    ],
  })
const config = (policy: string, name = 'traefik') => ({
  apiVersion: 'helm.cattle.io/v1',
  kind: 'HelmChartConfig',
  metadata: { name, namespace: 'kube-system' },
  spec: { valuesContent: `service:\n  spec:\n    externalTrafficPolicy: ${policy}\n` },
})
const application = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'traefik', namespace: 'argocd' },
  spec: {
    sources: [{ chart: 'traefik', helm: { valuesObject: { service: { spec: { externalTrafficPolicy: 'Local' } } } } }],
  },
}
const pathsOf = (objects: KubeObject[], applications: KubeObject[] = []) =>
  localTrafficCheck.run(testRendering({ objects, applications })).map(({ path }) => path)

describe('localTrafficCheck', () => {
  it('fires where one server announces every address', () => {
    const one = announcer({ svc_election: 'false' })
    expect(localTrafficCheck.run(testRendering({ objects: [one, config('Local')] }))).toMatchObject([
      { rule: 'traefik-traffic-unannounced', severity: 'error', object: { kind: 'HelmChartConfig', name: 'traefik' } },
    ])
    expect(pathsOf([announcer({}), config('Local')])).toEqual(['spec.valuesContent'])
    expect(pathsOf([one], [application])).toEqual(['spec.sources'])
  })

  it.each([
    ['each Service has a server of its own', [announcer({ svc_election: 'true' }), config('Local')]],
    ['routers are told', [announcer({ vip_arp: 'false' }), config('Local')]],
    ['requests are passed between nodes', [announcer({}), config('Cluster')]],
    ['another chart says so', [announcer({}), config('Local', 'other')]],
    ['something else announces addresses', [config('Local')]],
  ])('is content where %s', (_, objects) => {
    expect(pathsOf(objects)).toEqual([])
  })
})
