import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import {
  application,
  claim,
  clusterWide,
  daemonSet,
  deployment,
  named,
  statefulSet,
  tree,
  yaml,
} from '../testing/objects.ts'

const rule = (before: object[], after: object[]) => findingsOf('disruption', yaml(...before), yaml(...after))
const v2 = { image: 'registry.example/web:2.0.0' }
const volume = { pod: { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] } }

describe('disruption', () => {
  it('warns of downtime for a single pod with a ReadWriteOnce volume', () => {
    expect(
      rule([deployment(volume), claim('data', 'x')], [deployment({ ...volume, ...v2 }), claim('data', 'x')]),
    ).toMatchObject([{ severity: 'warning', message: expect.stringContaining('holds data (ReadWriteOnce)') }])
  })

  it('only informs when the volume can be mounted by many, or there is none', () => {
    const many = claim('data', 'x', '1Gi', { accessModes: ['ReadWriteMany'] })
    expect(rule([deployment(volume), many], [deployment({ ...volume, ...v2 }), many])).toMatchObject([
      { severity: 'info' },
    ])
    expect(rule([deployment()], [deployment(v2)])).toMatchObject([{ severity: 'info' }])
  })

  it('warns of Recreate', () => {
    const spec = { strategy: { type: 'Recreate' }, replicas: 2 }
    expect(rule([deployment({ spec })], [deployment({ spec, ...v2 })])).toMatchObject([{ severity: 'warning' }])
  })

  it('tells StatefulSets and DaemonSets apart', () => {
    expect(rule([statefulSet()], [statefulSet(v2)])).toMatchObject([{ severity: 'warning' }])
    expect(
      rule([statefulSet({ spec: { replicas: 3 } })], [statefulSet({ spec: { replicas: 3 }, ...v2 })]),
    ).toMatchObject([{ severity: 'info' }])
    expect(rule([daemonSet()], [daemonSet(v2)])).toMatchObject([{ severity: 'info' }])
    const onDelete = { spec: { updateStrategy: { type: 'OnDelete' } } }
    expect(rule([daemonSet(onDelete)], [daemonSet({ ...onDelete, ...v2 })])[0]?.message).toContain(
      'Nothing restarts by itself',
    )
  })

  it('says nothing when the pod template does not change, or nothing runs', () => {
    expect(rule([deployment()], [deployment({ spec: { replicas: 5 } })])).toEqual([])
    expect(rule([deployment({ spec: { replicas: 0 } })], [deployment({ spec: { replicas: 0 }, ...v2 })])).toEqual([])
    expect(
      rule(
        [deployment({ container: { resources: { requests: { cpu: '1000m' } } } })],
        [deployment({ container: { resources: { requests: { cpu: 1 } } } })],
      ),
    ).toEqual([])
  })

  it('knows that another order of variables restarts pods too', () => {
    const env = (...names: string[]) => deployment({ container: { env: names.map((name) => ({ name, value: 'x' })) } })
    expect(rule([env('A', 'B')], [env('B', 'A')])).toHaveLength(1)
  })

  it('reports workloads that are scaled to zero or go', () => {
    expect(rule([deployment()], [deployment({ spec: { replicas: 0 } })])).toMatchObject([{ path: 'spec.replicas' }])
    const other = named('v1', 'ConfigMap', 'a')
    expect(
      findingsOf('disruption', tree([application('web')], deployment(), other), tree([application('web')], other)),
    ).toMatchObject([{ message: 'Its pods stop for good.' }])
  })

  it('warns of more replicas than a ReadWriteOnce volume has room for', () => {
    const scaled = (replicas: number) => deployment({ ...volume, spec: { replicas } })
    const many = claim('data', 'x', '1Gi', { accessModes: ['ReadWriteMany'] })
    expect(rule([scaled(1), claim('data', 'x')], [scaled(2), claim('data', 'x')])).toMatchObject([
      { path: 'spec.replicas', message: expect.stringContaining('all its pods share data (ReadWriteOnce)') },
    ])
    expect(rule([scaled(1), many], [scaled(2), many])).toEqual([])
    expect(rule([scaled(2), claim('data', 'x')], [scaled(1), claim('data', 'x')])).toEqual([])
  })

  const texts = (before: object[], after: object[]) => rule(before, after).map(({ message }) => message)
  const policy = (spec: object) => named('networking.k8s.io/v1', 'NetworkPolicy', 'deny', { spec })
  const budget = (spec: object) =>
    named('policy/v1', 'PodDisruptionBudget', 'web', { spec: { selector: { matchLabels: { app: 'web' } }, ...spec } })
  const ingress = (host: string, name = 'web') =>
    named('networking.k8s.io/v1', 'Ingress', name, { spec: { rules: [{ host }] } })
  const service = (type: string) => named('v1', 'Service', 'dns', { spec: { type, ports: [{ port: 53 }] } })
  const cron = (suspend: boolean) => named('batch/v1', 'CronJob', 'backup', { spec: { suspend } })
  const scaler = named('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' } },
  })
  const webhook = (more: object) =>
    clusterWide('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'guard', {
      webhooks: [
        {
          name: 'guard.example',
          clientConfig: { service: { name: 'guard', namespace: 'guard' } },
          rules: [{ apiGroups: ['*'], resources: ['*'], operations: ['CREATE'] }],
          ...more,
        },
      ],
    })
  const three = deployment({ spec: { replicas: 3 } })
  const unset = deployment({ spec: { replicas: undefined } })
  const web = deployment()

  it.each([
    [
      'a paused Deployment',
      [deployment({ spec: { paused: true } })],
      [deployment({ spec: { paused: true }, ...v2 })],
      'is paused',
    ],
    ['replicas that leave Git', [three], [unset], 'the next sync sets it to 1.'],
    ['replicas that an autoscaler takes over', [three], [unset, scaler], 'sets it to 1, until HorizontalPodAutoscaler'],
    ['an autoscaler against Git', [three], [three, scaler], 'each sync undoes'],
    ['a schedule that is suspended', [cron(false)], [cron(true)], 'It is suspended'],
    ['a schedule that goes', [cron(false)], [], 'It no longer runs'],
    ['an address that is given back', [service('LoadBalancer')], [service('ClusterIP')], 'gives back its address'],
    ['an address that goes with its Service', [service('LoadBalancer')], [], 'gives back its address'],
    ['a host that goes', [ingress('a.example')], [ingress('b.example')], 'Nothing answers a.example any more'],
    [
      'pods that are cut off',
      [web],
      [web, policy({ podSelector: {}, policyTypes: ['Ingress'] })],
      'only what the policies allow reaches Deployment media/web',
    ],
    ['pods that lose DNS', [web], [web, policy({ podSelector: {}, policyTypes: ['Egress'] })], 'DNS included'],
    [
      'a webhook that fails closed',
      [webhook({ failurePolicy: 'Ignore' })],
      [webhook({})],
      'no pod starts in any namespace while Service guard/guard',
    ],
    ['a budget that allows no eviction', [three], [three, budget({ minAvailable: 3 })], 'allows no eviction'],
    ['a budget of all pods in percent', [three], [three, budget({ minAvailable: '100%' })], 'allows no eviction'],
    [
      'a budget of none away',
      [three, budget({ maxUnavailable: 1 })],
      [three, budget({ maxUnavailable: 0 })],
      'allows no eviction',
    ],
    [
      'a budget that fewer pods make too strict',
      [three, budget({ minAvailable: 1 })],
      [web, budget({ minAvailable: 1 })],
      'allows no eviction',
    ],
  ] as const)('reports %s', (_, before, after, text) => {
    expect(texts([...before], [...after]).join('\n')).toContain(text)
  })

  it.each([
    ['an autoscaler of what Git leaves open', [unset], [unset, scaler]],
    ['a host that another route answers', [ingress('a.example')], [ingress('a.example', 'other')]],
    ['a policy for new pods', [], [web, policy({ podSelector: {}, policyTypes: ['Ingress'] })]],
    ['a policy that lets everything through', [web], [web, policy({ podSelector: {}, ingress: [{}] })]],
    [
      'a policy beside another for the same pods',
      [web, named('networking.k8s.io/v1', 'NetworkPolicy', 'old', { spec: { podSelector: {} } })],
      [
        web,
        named('networking.k8s.io/v1', 'NetworkPolicy', 'old', { spec: { podSelector: {} } }),
        policy({ podSelector: { matchLabels: { app: 'web' } } }),
      ],
    ],
    ['a webhook that leaves namespaces out', [], [webhook({ namespaceSelector: { matchLabels: { guard: 'on' } } })]],
    [
      'a webhook for other kinds',
      [],
      [webhook({ rules: [{ apiGroups: ['cert-manager.io'], resources: ['*'], operations: ['*'] }] })],
    ],
    ['a budget that lets one go', [three], [three, budget({ minAvailable: 2 })]],
    [
      'a budget that was as strict before',
      [web, budget({ minAvailable: 1 })],
      [web, budget({ minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' })],
    ],
  ] as const)('says nothing about %s', (_, before, after) => {
    expect(texts([...before], [...after]).filter((text) => !text.includes('Its pods stop'))).toEqual([])
  })
})
