import type { ClusterTree, Registry, ReleaseWorkload } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import { secretNeedsCheck } from '../checks/secret-needs.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, inApp, TestApp, testCluster, testRendering } from '../pods/testing/test-rendering.ts'
import { pullSecretsPass } from './pull-secrets.ts'

type Registries = Readonly<Record<string, Registry>>

const login: Registries = { 'ghcr.io/me': { user: 'me' } }

/** A rendering of pods of the apps `web` and `db`, after the pass. */
function passed(registries: Registries, objects: readonly KubeObject[], workloads: readonly ReleaseWorkload[] = []) {
  const rendering = testRendering({
    cluster: testCluster({ registries }),
    objects: objects.map((object) => inApp(object.metadata.namespace === 'db' ? 'db' : 'web', object)),
    apps: (tree: ClusterTree) => {
      const web = new TestApp(tree, 'web')
      for (const workload of workloads) web.addRuntimeWorkload(workload)
      new TestApp(tree, 'db')
    },
  })
  const findings = pullSecretsPass.run(rendering)
  const needs = rendering.apps.flatMap(({ secretNeeds }) => secretNeeds)
  const secrets = rendering.objects.map(({ object }) => object.spec.template.spec.imagePullSecrets)
  return { rendering, findings, needs, secrets }
}

const inNamespace = (namespace: string, object: KubeObject): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, namespace },
})
const daemon = (podSpec: object): ReleaseWorkload => ({
  kind: 'DaemonSet',
  namespace: 'web',
  name: 'agent',
  podSpec: { containers: [{ name: 'agent', image: 'ghcr.io/me/agent:1' }], ...podSpec },
})

describe('pullSecretsPass', () => {
  it('gives pods the Secret of the registry that their image comes from, and asks for its password', () => {
    const { secrets, needs, findings } = passed(login, [
      deployment('web', 'ghcr.io/me/web:1'),
      deployment('other', 'ghcr.io/other/web:1'),
    ])
    expect(secrets).toEqual([[{ name: 'registry-ghcr.io-me' }], undefined])
    expect(findings).toEqual([])
    expect(needs).toEqual([
      {
        namespace: 'web',
        name: 'registry-ghcr.io-me',
        type: 'kubernetes.io/dockerconfigjson',
        keys: {
          password: { from: 'user', question: 'Password of me at ghcr.io/me, or a token that may read its images' },
          '.dockerconfigjson': {
            from: 'template',
            // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the format
            text: '{"auths":{"ghcr.io/me":{"username":"me","password":"${password}"}}}',
          },
        },
        why: 'Images of ghcr.io/me are pulled as me.',
      },
    ])
  })

  it('asks once, and copies the password into every other namespace', () => {
    const { needs, rendering } = passed(login, [
      deployment('web', 'ghcr.io/me/web:1'),
      inNamespace('db', deployment('db', 'ghcr.io/me/db:1')),
    ])
    expect(needs.map(({ namespace, keys }) => [namespace, keys.password?.from])).toEqual([
      ['web', 'copy'],
      ['db', 'user'],
    ])
    expect(secretNeedsCheck.run(rendering)).toEqual([])
  })

  it('adds nothing when it runs again', () => {
    const { rendering, needs } = passed(login, [deployment('web', 'ghcr.io/me/web:1')])
    expect(pullSecretsPass.run(rendering)).toEqual([])
    expect(rendering.apps.flatMap(({ secretNeeds }) => secretNeeds)).toEqual(needs)
    expect(rendering.objects[0]?.object.spec.template.spec.imagePullSecrets).toHaveLength(1)
  })

  it('takes Docker Hub for what is meant without a host, by the name that kubelets know', () => {
    const { secrets, needs } = passed({ 'docker.io': { user: 'me' } }, [deployment('web', 'nginx:1')])
    expect(secrets).toEqual([[{ name: 'registry-docker.io' }]])
    expect(JSON.stringify(needs)).toContain('https://index.docker.io/v1/')
  })

  it('prefers the login of the longer name, keeps the Secrets of an author, and looks at whole parts of a name', () => {
    const own = { imagePullSecrets: [{ name: 'own' }] }
    const both = { 'ghcr.io': { user: 'all' }, 'ghcr.io/me': { user: 'me' } }
    expect(passed(both, [deployment('web', 'ghcr.io/me/web:1', own)]).secrets).toEqual([
      [{ name: 'own' }, { name: 'registry-ghcr.io-me' }],
    ])
    expect(passed(both, [deployment('web', 'ghcr.io/mellon/web:1')]).secrets).toEqual([[{ name: 'registry-ghcr.io' }]])
  })

  it('does nothing without a login', () => {
    const { secrets, needs } = passed({ 'ghcr.io': { mirrors: ['http://a'] } }, [deployment('web', 'ghcr.io/me/web:1')])
    expect([secrets, needs]).toEqual([[undefined], []])
  })

  it('says where a release has to be told, and needs the Secret once it was', () => {
    const { findings, needs } = passed(login, [], [daemon({})])
    expect(findings).toMatchObject([
      {
        rule: 'pull-secret-unreachable',
        severity: 'warning',
        object: { kind: 'DaemonSet', namespace: 'web', name: 'agent' },
        path: 'spec.template.spec.containers[0].image',
        remedy: expect.stringContaining('imagePullSecrets: [{ name: registry-ghcr.io-me }]'),
      },
    ])
    expect(needs).toEqual([])
    const told = passed(login, [], [daemon({ imagePullSecrets: [{ name: 'registry-ghcr.io-me' }] })])
    expect([told.findings, told.needs.map(({ name }) => name)]).toEqual([[], ['registry-ghcr.io-me']])
  })
})
