import { describe, expect, it } from 'vitest'
import { deployment, TestApp, type TestRenderingOptions, testRendering } from '../pods/testing/test-rendering.ts'
import { podSecurityPass } from './pod-security.ts'

const hardened = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'a',
      image: 'a:1',
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
  ],
}
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } }

function labelsFor(podSpec: Record<string, unknown>, labels: Record<string, string> = {}): Record<string, string> {
  const rendering = testRendering({
    objects: [{ ...namespace, metadata: { name: 'web', labels } }, deployment('a', 'a:1', podSpec)],
  })
  expect(podSecurityPass.run(rendering)).toEqual([])
  return rendering.objects[0]?.object.metadata.labels as Record<string, string>
}

function levelFor(podSpec: Record<string, unknown>): string | undefined {
  return labelsFor(podSpec)['pod-security.kubernetes.io/enforce']
}

describe('podSecurityPass', () => {
  it('sets all modes to one level of one version', () => {
    expect(labelsFor(hardened)).toEqual({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.36',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/audit-version': 'v1.36',
      'pod-security.kubernetes.io/warn': 'restricted',
      'pod-security.kubernetes.io/warn-version': 'v1.36',
    })
  })

  it('leaves a level that an author wrote', () => {
    const labels = labelsFor(hardened, { 'pod-security.kubernetes.io/enforce': 'privileged' })
    expect(labels['pod-security.kubernetes.io/enforce']).toBe('privileged')
    expect(labels['pod-security.kubernetes.io/warn']).toBe('privileged')
  })

  const container = hardened.containers[0]
  const withContext = (securityContext: Record<string, unknown>) => ({
    ...hardened,
    containers: [{ ...container, securityContext: { ...container?.securityContext, ...securityContext } }],
  })

  it.each([
    ['restricted', 'a fully hardened pod', hardened],
    ['restricted', 'NET_BIND_SERVICE', withContext({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } })],
    ['restricted', 'a projected volume', { ...hardened, volumes: [{ name: 'a', projected: {} }] }],
    [
      'restricted',
      'a probe without host',
      { ...hardened, containers: [{ ...container, livenessProbe: { httpGet: { port: 80 } } }] },
    ],
    ['baseline', 'no security context at all', { containers: [{ name: 'a', image: 'a:1' }] }],
    ['baseline', 'an NFS volume', { ...hardened, volumes: [{ name: 'a', nfs: { server: 'a', path: '/' } }] }],
    ['baseline', 'user 0', withContext({ runAsUser: 0 })],
    ['baseline', 'a container that undoes runAsNonRoot', withContext({ runAsNonRoot: false })],
    ['baseline', 'an init container without context', { ...hardened, initContainers: [{ name: 'b', image: 'a:1' }] }],
    ['baseline', 'CHOWN', withContext({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } })],
    ['privileged', 'NET_ADMIN', withContext({ capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } })],
    ['privileged', 'privileged', withContext({ privileged: true })],
    ['privileged', 'hostNetwork', { ...hardened, hostNetwork: true }],
    ['privileged', 'a hostPath volume', { ...hardened, volumes: [{ name: 'a', hostPath: { path: '/' } }] }],
    ['privileged', 'a host port', { ...hardened, containers: [{ ...container, ports: [{ hostPort: 80 }] }] }],
    ['privileged', 'Unconfined seccomp', withContext({ seccompProfile: { type: 'Unconfined' } })],
    [
      'privileged',
      'an unsafe sysctl',
      { ...hardened, securityContext: { ...hardened.securityContext, sysctls: [{ name: 'kernel.msgmax' }] } },
    ],
    [
      'privileged',
      'a probe that names a host',
      { ...hardened, containers: [{ ...container, livenessProbe: { httpGet: { port: 80, host: '1.1.1.1' } } }] },
    ],
  ])('computes %s for %s', (level, _, podSpec) => {
    expect(levelFor(podSpec)).toBe(level)
  })

  it('gives a namespace without pods the strictest level, and counts the pods of releases', () => {
    const empty = testRendering({ objects: [namespace] })
    podSecurityPass.run(empty)
    expect(empty.objects[0]?.object.metadata.labels?.['pod-security.kubernetes.io/enforce']).toBe('restricted')

    const released = testRendering({
      objects: [namespace],
      apps: (tree) =>
        new TestApp(tree).addRelease({
          name: 'a',
          facts: '',
          source: { type: 'chart', repoURL: '', chart: '', version: '1.0.0' },
          contents: {
            namespaces: [],
            clusterKinds: [],
            provides: [],
            workloads: [{ kind: 'DaemonSet', namespace: 'web', name: 'a', podSpec: { ...hardened, hostPID: true } }],
          },
        }),
    })
    podSecurityPass.run(released)
    expect(released.objects[0]?.object.metadata.labels?.['pod-security.kubernetes.io/enforce']).toBe('privileged')
  })

  describe('where not all pods are known', () => {
    const chart = { type: 'chart', repoURL: '', chart: '', version: '1.0.0' } as const
    const nothing = { namespaces: [], clusterKinds: [], provides: [], workloads: [] }
    const enforced = (options: TestRenderingOptions, name = 'web') => {
      const objects = [{ ...namespace, metadata: { ...namespace.metadata, name } }, ...(options.objects ?? [])]
      const rendering = testRendering({ ...options, objects })
      podSecurityPass.run(rendering)
      return rendering.objects[0]?.object.metadata.labels?.['pod-security.kubernetes.io/enforce']
    }
    const release = (contents: object) => ({
      apps: (tree: ConstructorParameters<typeof TestApp>[0]) =>
        new TestApp(tree).addRelease({ name: 'a', facts: '', source: chart, contents: { ...nothing, ...contents } }),
    })

    it.each([
      ['the namespace of a release that declares no workloads', release({ namespaces: ['web'] })],
      [
        'the namespace of a release that declares none, beside pods that are known',
        { ...release({ namespaces: ['web'] }), objects: [deployment('a', 'a:1', hardened)] },
      ],
    ])('claims nothing of %s', (_, options) => {
      expect(enforced(options)).toBeUndefined()
    })

    it.each([
      ['helm.cattle.io/v1', 'HelmChart', { targetNamespace: 'web' }],
      ['helm.cattle.io/v1', 'HelmChart', {}],
      ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', {}],
      ['argoproj.io/v1alpha1', 'Application', { destination: { namespace: 'web' } }],
      ['argoproj.io/v1alpha1', 'ApplicationSet', { template: { spec: { destination: { namespace: 'web' } } } }],
    ])('claims nothing of the namespace into which a %s %s installs: %j', (apiVersion, kind, spec) => {
      const objects = [{ apiVersion, kind, metadata: { name: 'a', namespace: 'web' }, spec }]
      expect(enforced({ objects })).toBeUndefined()
    })

    it('writes the level that refuses nothing all the same, where pods that are known need it', () => {
      const objects = [deployment('a', 'a:1', { ...hardened, hostPID: true })]
      expect(enforced({ ...release({ namespaces: ['web'] }), objects })).toBe('privileged')
    })

    it.each(['kube-system', 'default', 'kube-public', 'kube-node-lease'])('claims nothing of %s', (name) => {
      expect(enforced({}, name)).toBeUndefined()
    })

    it("claims nothing of Argo CD's namespace, unless the tree knows Argo CD's pods", () => {
      const workloads = [{ kind: 'Deployment', namespace: 'argocd', name: 'argocd-server', podSpec: hardened }]
      expect(enforced({}, 'argocd')).toBeUndefined()
      expect(enforced(release({ workloads }), 'argocd')).toBe('restricted')
    })

    it('takes a release of cluster-scoped objects for one without pods', () => {
      const clusterKinds = ['apiextensions.k8s.io/CustomResourceDefinition']
      expect(enforced(release({ clusterKinds }))).toBe('restricted')
    })
  })
})
