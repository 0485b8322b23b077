import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import type { Identity } from '../../cluster/cluster.ts'
import { testTree } from '../../workload/testing/test-tree.ts'
import { ArgoCd } from './argo-cd.ts'

function build(identity: Partial<Identity> = {}) {
  const roles = testTree({
    identity: { admins: ['ada@lab.test'], groups: {}, connectors: [], users: [], ...identity },
  })
  const { tree, ingress } = roles
  return { ...roles, argoCd: new ArgoCd(tree, 'argo-cd', { ingress, identity: roles.identity }) }
}

function valuesOf(argoCd: ArgoCd) {
  const source = argoCd.releases[0]?.source
  if (source?.type !== 'chart') throw new Error('Argo CD is no longer a chart')
  // biome-ignore lint/suspicious/noExplicitAny: values have no type of their own
  return source.values as any
}

describe('ArgoCd', () => {
  it('holds its three ConfigMaps in the tree, and keeps the chart from making them', () => {
    const { argoCd } = build()
    expect(objectsOf(argoCd).map((object) => `${object.kind} ${object.metadata.name}`)).toEqual([
      'ConfigMap argocd-cm',
      'ConfigMap argocd-rbac-cm',
      'ConfigMap argocd-cmd-params-cm',
    ])
    expect(valuesOf(argoCd).configs).toEqual({
      cm: { create: false },
      rbac: { create: false },
      params: { create: false },
    })
  })

  it('labels its ConfigMaps, without which Argo CD does not find them', () => {
    for (const object of objectsOf(build().argoCd)) {
      expect(object.metadata.labels).toEqual({ 'app.kubernetes.io/part-of': 'argocd' })
    }
  })

  it('tells in its README to install the very chart that takes over afterwards', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
    const [release] = build().argoCd.releases
    if (release?.source.type !== 'chart') throw new Error('Argo CD is no longer a chart')
    const { releaseName, chart, repoURL, version } = release.source
    expect(readme).toContain(`helm install ${releaseName} ${chart} --repo ${repoURL} --version ${version}`)
    for (const { kind, metadata } of objectsOf(build().argoCd))
      expect(readme).toContain(`${kind}-${metadata.name}.yaml`)
  })

  it('lets the repo server fetch a large repository, and waits for it longer than it may take', () => {
    const { argoCd } = build()
    const [timeout] = valuesOf(argoCd).repoServer.env
    expect(timeout.name).toBe('ARGOCD_EXEC_TIMEOUT')
    expect(timeout.value).toMatch(/^\d+s$/)
    const seconds = Number.parseInt(timeout.value, 10)
    expect(seconds).toBeGreaterThan(90)
    const { data } = objectOf(argoCd, 'ConfigMap', 'argocd-cmd-params-cm')
    for (const client of ['controller', 'server'])
      expect(Number(data[`${client}.repo.server.timeout.seconds`])).toBeGreaterThan(seconds)
  })

  it('sets no limit to the time of a sync: one that the limit ends is never tried again', () => {
    expect(objectOf(build().argoCd, 'ConfigMap', 'argocd-cmd-params-cm').data).not.toHaveProperty([
      'controller.sync.timeout.seconds',
    ])
  })

  it('keeps the upstream defaults for changes that need no comparison, which its own argocd-cm would lose', () => {
    const { data } = objectOf(build().argoCd, 'ConfigMap', 'argocd-cm')
    expect(parse(data['resource.customizations.ignoreResourceUpdates.all'])).toEqual({ jsonPointers: ['/status'] })
    expect(parse(data['resource.customizations.ignoreResourceUpdates.argoproj.io_Application'])).toEqual({
      jqPathExpressions: expect.arrayContaining(['.operation']),
    })
  })

  it('survives the deletion of its own Application', () => {
    expect(build().argoCd.options.cascade).toBe(false)
    expect(valuesOf(build().argoCd).crds).toEqual({ install: true, keep: true })
  })

  it('is published under its host without TLS of its own', () => {
    const { argoCd, ingress } = build()
    expect(ingress.routes).toEqual([
      { app: 'argo-cd', name: 'argocd', host: 'argocd.ainur.home.arpa', service: 'argocd-server', port: 'http' },
    ])
    expect(objectOf(argoCd, 'ConfigMap', 'argocd-cmd-params-cm').data['server.insecure']).toBe('true')
  })

  it('signs in through the identity provider, with secret and CA taken from its own Secret', () => {
    const { argoCd } = build()
    const { data } = objectOf(argoCd, 'ConfigMap', 'argocd-cm')
    expect(data.url).toBe('https://argocd.ainur.home.arpa')
    expect(data['admin.enabled']).toBe('false')
    expect(parse(data['oidc.config'])).toEqual({
      name: 'Lab account',
      issuer: 'https://dex.ainur.home.arpa',
      clientID: 'argocd',
      clientSecret: '$oidc-argocd:client-secret',
      cliClientID: 'argocd-cli',
      requestedScopes: ['openid', 'profile', 'email', 'groups'],
      rootCA: '$oidc-argocd:ca.crt',
    })
    expect(argoCd.secretNeeds.find(({ name }) => name === 'oidc-argocd')).toMatchObject({
      namespace: 'argocd',
      labels: { 'app.kubernetes.io/part-of': 'argocd' },
      keys: { 'ca.crt': { from: 'lab-ca', part: 'certificate' } },
    })
  })

  it('registers the web interface and the command line as two clients, with exact redirect URIs', () => {
    expect(build().identity.requests.map(({ id, redirectUris, public: open }) => ({ id, redirectUris, open }))).toEqual(
      [
        { id: 'argocd', redirectUris: ['https://argocd.ainur.home.arpa/auth/callback'], open: undefined },
        { id: 'argocd-cli', redirectUris: ['http://localhost:8085/auth/callback'], open: true },
      ],
    )
  })

  it('keeps the built-in admin when nobody else signs people in', () => {
    const { tree, ingress } = testTree()
    const { data } = objectOf(new ArgoCd(tree, 'argo-cd', { ingress }), 'ConfigMap', 'argocd-cm')
    expect(data['admin.enabled']).toBe('true')
    expect(data['oidc.config']).toBeUndefined()
  })

  it('makes the admins admins, lets groups look, and shows nothing to anybody else', () => {
    const { argoCd } = build({ groups: { family: ['bo@lab.test'] } })
    expect(objectOf(argoCd, 'ConfigMap', 'argocd-rbac-cm').data).toEqual({
      'policy.default': '',
      'policy.csv': 'g, ada@lab.test, role:admin\ng, family, role:readonly\ng, bo@lab.test, role:readonly\n',
      scopes: '[groups, email]',
    })
  })

  it('brings health rules for Applications, definitions, Bundles and Longhorn', () => {
    const keys = Object.keys(objectOf(build().argoCd, 'ConfigMap', 'argocd-cm').data)
    expect(keys.filter((key) => key.includes('customizations.health'))).toEqual([
      'resource.customizations.health.apiextensions.k8s.io_CustomResourceDefinition',
      'resource.customizations.health.argoproj.io_Application',
      'resource.customizations.health.longhorn.io_BackupTarget',
      'resource.customizations.health.longhorn.io_Volume',
      'resource.customizations.health.trust.cert-manager.io_Bundle',
    ])
  })

  it('never leaves out of its watch a kind that the tree uses', () => {
    const unwatched = parse(objectOf(build().argoCd, 'ConfigMap', 'argocd-cm').data['resource.exclusions'])
    const kinds = unwatched.flatMap((entry: { kinds: string[] }) => entry.kinds)
    for (const kind of ['Certificate', 'Bundle', 'Application', 'Service', 'Volume']) expect(kinds).not.toContain(kind)
  })

  it('needs the password of Redis instead of a hook that makes one', () => {
    const { argoCd } = build()
    expect(argoCd.secretNeeds.find(({ name }) => name === 'argocd-redis')?.keys).toEqual({
      auth: { from: 'random', bytes: 32, encoding: 'hex' },
    })
    expect(valuesOf(argoCd).redisSecretInit).toEqual({ enabled: false })
  })

  it('passes to the chart the resources and the Redis image that it declares', () => {
    const { argoCd } = build()
    const values = valuesOf(argoCd)
    const containers = new Map(
      argoCd.releases[0]?.contents.workloads
        .flatMap(({ podSpec }) => [...(podSpec.initContainers ?? []), ...podSpec.containers])
        .map((container) => [container.name, container]),
    )
    expect(containers.get('application-controller')?.resources).toEqual(values.controller.resources)
    expect(containers.get('repo-server')?.resources).toEqual(values.repoServer.resources)
    expect(containers.get('copyutil')?.resources).toEqual(values.repoServer.copyutil.resources)
    expect(containers.get('server')?.resources).toEqual(values.server.resources)
    expect(containers.get('redis')?.resources).toEqual(values.redis.resources)
    expect(containers.get('redis')?.image).toBe(`${values.redis.image.repository}:${values.redis.image.tag}`)
  })
})
