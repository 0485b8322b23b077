import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { clusterWide, deployment, named, yaml } from '../testing/objects.ts'

const rule = (before: object, after: object) => findingsOf('security-lowered', yaml(before), yaml(after))
const hardened = {
  securityContext: {
    runAsNonRoot: true,
    readOnlyRootFilesystem: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
}
const context = (securityContext: object) => deployment({ container: { securityContext } })

describe('security-lowered', () => {
  it.each([
    ['privileged', context({ privileged: true })],
    ['host network', deployment({ pod: { hostNetwork: true } })],
    ['host processes', deployment({ pod: { hostPID: true } })],
    ['a path of the node', deployment({ pod: { volumes: [{ name: 'v', hostPath: { path: '/' } }] } })],
    ['a capability', context({ capabilities: { add: ['SYS_ADMIN'] } })],
    ['no seccomp', context({ seccompProfile: { type: 'Unconfined' } })],
    ['root by order', context({ runAsUser: 0 })],
    ['a port of the node', deployment({ container: { ports: [{ containerPort: 80, hostPort: 80 }] } })],
  ])('reports a pod that gets %s', (_, after) => {
    expect(rule(deployment(), after)).toHaveLength(1)
  })

  it('reports each protection that a pod loses', () => {
    expect(rule(deployment({ container: hardened }), deployment()).map(({ path }) => path.split('.').at(-1))).toEqual([
      'allowPrivilegeEscalation',
      'drop',
      'readOnlyRootFilesystem',
      'runAsNonRoot',
      'seccompProfile',
    ])
  })

  it('says nothing when a protection moves from the container to the pod, or a container goes', () => {
    expect(
      rule(context({ runAsNonRoot: true }), deployment({ pod: { securityContext: { runAsNonRoot: true } } })),
    ).toEqual([])
    expect(
      rule(
        deployment({
          pod: {
            containers: [
              { name: 'web', image: 'a:1' },
              { name: 'side', image: 'b:1', ...hardened },
            ],
          },
        }),
        deployment({ image: 'a:1' }),
      ),
    ).toEqual([])
  })

  it('says nothing about powers that were there before, or a new pod without any', () => {
    expect(
      rule(
        context({ privileged: true }),
        deployment({ container: { securityContext: { privileged: true } }, image: 'registry.example/web:2.0.0' }),
      ),
    ).toEqual([])
    expect(rule(named('v1', 'ConfigMap', 'a'), deployment())).toEqual([])
  })

  it('reports a weaker Pod Security label, and not a stricter one', () => {
    const namespace = (level?: string) =>
      clusterWide(
        'v1',
        'Namespace',
        'media',
        {},
        { labels: level ? { 'pod-security.kubernetes.io/enforce': level } : {} },
      )
    expect(rule(namespace('restricted'), namespace('baseline'))).toMatchObject([{ severity: 'warning' }])
    expect(rule(namespace('restricted'), namespace())).toMatchObject([{ severity: 'error' }])
    expect(rule(namespace('baseline'), namespace('restricted'))).toEqual([])
  })

  const policy = (spec: object) => named('networking.k8s.io/v1', 'NetworkPolicy', 'p', { spec })
  const closed = {
    podSelector: { matchLabels: { app: 'web' } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: {} }] }],
  }

  it('reports a NetworkPolicy that goes or opens up', () => {
    expect(
      findingsOf(
        'security-lowered',
        yaml(policy(closed), named('v1', 'ConfigMap', 'a')),
        yaml(named('v1', 'ConfigMap', 'a')),
      ),
    ).toMatchObject([{ severity: 'error' }])
    expect(rule(policy(closed), policy({ ...closed, ingress: [{}] }))).toHaveLength(1)
    expect(rule(policy(closed), policy({ ...closed, policyTypes: ['Egress'] }))).toHaveLength(1)
    expect(rule(policy(closed), policy({ ...closed, podSelector: { matchLabels: { app: 'other' } } }))).toHaveLength(1)
  })

  it('says nothing about a NetworkPolicy that is new or stricter', () => {
    expect(
      findingsOf(
        'security-lowered',
        yaml(named('v1', 'ConfigMap', 'a')),
        yaml(policy(closed), named('v1', 'ConfigMap', 'a')),
      ),
    ).toEqual([])
    expect(rule(policy(closed), policy({ ...closed, ingress: [] }))).toEqual([])
  })

  it('tells all that a new pod may do at once, by severity', () => {
    const pod = deployment({
      container: { securityContext: { privileged: true, capabilities: { add: ['CHOWN', 'FOWNER'] } } },
      pod: {
        volumes: [
          { name: 'a', hostPath: { path: '/proc' } },
          { name: 'b', hostPath: { path: '/etc' } },
          { name: 'c', hostPath: { path: '/dev/' } },
        ],
      },
    })
    expect(rule(named('v1', 'ConfigMap', 'a'), pod).map(({ severity, message }) => [severity, message])).toEqual([
      ['error', 'The new pod mounts of the node /proc, /etc; is privileged: it is root on the node.'],
      ['warning', 'The new pod mounts /dev/ of the node; gets the capabilities CHOWN, FOWNER.'],
    ])
  })

  describe('of NetworkPolicies', () => {
    const policy = (name: string, spec: object = { podSelector: {} }) =>
      named('networking.k8s.io/v1', 'NetworkPolicy', name, { spec })
    const web = deployment()
    const diff = (before: object[], after: object[]) =>
      findingsOf('security-lowered', yaml(...before), yaml(...after)).map(({ severity }) => severity)

    it('reports one that goes and leaves its pods open', () => {
      expect(diff([web, policy('a')], [web])).toEqual(['error'])
      expect(diff([policy('a')], [])).toEqual(['error'])
    })

    it('only informs when another still selects the pods, and says nothing when they go too', () => {
      expect(diff([web, policy('a'), policy('b')], [web, policy('b')])).toEqual(['info'])
      expect(diff([web, policy('a')], [])).toEqual([])
    })

    it('reports a peer that means every address', () => {
      const from = (cidr: string) => policy('a', { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr } }] }] })
      expect(diff([from('10.0.0.0/8')], [from('0.0.0.0/0')])).toEqual(['error'])
      expect(diff([from('10.0.0.0/8')], [from('10.1.0.0/16')])).toEqual([])
    })
  })
})
