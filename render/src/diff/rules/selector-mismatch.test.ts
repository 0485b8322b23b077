import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { deployment, named, yaml } from '../testing/objects.ts'

const service = (selector: object | undefined, targetPort: string | number = 80) =>
  named('v1', 'Service', 'web', { spec: { selector, ports: [{ port: 80, targetPort }] } })
const diff = (before: object[], after: object[]) =>
  findingsOf(
    'selector-mismatch',
    Object.fromEntries(before.map((each, i) => [`${i}.yaml`, yaml(each)])),
    Object.fromEntries(after.map((each, i) => [`${i}.yaml`, yaml(each)])),
  )

describe('selector-mismatch', () => {
  it('reports an unchanged Service whose pods get other labels', () => {
    expect(
      diff([service({ app: 'web' }), deployment()], [service({ app: 'web' }), deployment({ labels: { app: 'site' } })]),
    ).toMatchObject([
      {
        severity: 'error',
        object: { kind: 'Service' },
        message: 'It no longer selects any pod: none in media has app=web.',
      },
    ])
  })

  it('reports budgets and policies whose workload goes', () => {
    const budget = named('policy/v1', 'PodDisruptionBudget', 'web', {
      spec: { selector: { matchLabels: { app: 'web' } } },
    })
    const policy = named('networking.k8s.io/v1', 'NetworkPolicy', 'web', {
      spec: { podSelector: { matchLabels: { app: 'web' } } },
    })
    expect(diff([budget, policy, deployment()], [budget, policy]).map(({ object }) => object.kind)).toEqual([
      'NetworkPolicy',
      'PodDisruptionBudget',
    ])
  })

  it('warns of a new Service that selects nothing', () => {
    expect(diff([deployment()], [deployment(), service({ app: 'wbe' })])).toMatchObject([{ severity: 'warning' }])
  })

  it('reports a named port that the pods do not have any more', () => {
    const ports = (name: string) => deployment({ container: { ports: [{ containerPort: 80, name }] } })
    expect(
      diff([service({ app: 'web' }, 'http'), ports('http')], [service({ app: 'web' }, 'http'), ports('web')]),
    ).toMatchObject([{ path: 'spec.ports[0].targetPort' }])
  })

  it('says nothing when other pods still match, or the selector is empty or absent', () => {
    expect(
      diff(
        [service({ app: 'web' }), deployment(), deployment({ name: 'second' })],
        [service({ app: 'web' }), deployment({ labels: { app: 'x' } }), deployment({ name: 'second' })],
      ),
    ).toEqual([])
    expect(
      diff(
        [deployment()],
        [
          deployment(),
          service(undefined),
          named('networking.k8s.io/v1', 'NetworkPolicy', 'all', { spec: { podSelector: {} } }),
        ],
      ),
    ).toEqual([])
  })

  it('says nothing about what selected nothing before, or about labels that are only added', () => {
    expect(
      diff([service({ app: 'gone' }), deployment()], [service({ app: 'gone' }), deployment({ labels: { app: 'x' } })]),
    ).toEqual([])
    expect(
      diff(
        [service({ app: 'web' }), deployment()],
        [service({ app: 'web' }), deployment({ labels: { app: 'web', tier: 'front' } })],
      ),
    ).toEqual([])
  })

  it('reports a workload whose pods lose what its own selector asks for', () => {
    const diff = (labels: Record<string, string>) =>
      findingsOf(
        'selector-mismatch',
        yaml(deployment()),
        yaml(deployment({ labels, spec: { selector: { matchLabels: { app: 'web' } } } })),
      )
    expect(diff({ app: 'site' })).toMatchObject([{ severity: 'error', path: 'spec.template.metadata.labels' }])
    expect(diff({ app: 'web', tier: 'x' })).toEqual([])
  })
})
