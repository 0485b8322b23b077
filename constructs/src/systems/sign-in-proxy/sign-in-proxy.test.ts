import { describe, expect, it } from 'vitest'
import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import type { Identity } from '../../cluster/cluster.ts'
import { testTree } from '../../workload/testing/test-tree.ts'
import { SignInProxy } from './sign-in-proxy.ts'

class Consumer extends App {
  constructor(tree: ClusterTree, name: string) {
    super(tree, name)
  }
}

function build(identity: Partial<Identity> = {}, allowed?: readonly string[], allowedGroups?: readonly string[]) {
  const roles = testTree({
    identity: { admins: ['zoe@lab.test', 'ada@lab.test'], groups: {}, connectors: [], users: [], ...identity },
  })
  const app = new Consumer(roles.tree, 'files')
  const proxy = new SignInProxy(app, 'sign-in', {
    identity: roles.identity,
    ingress: roles.ingress,
    trust: roles.trust,
    name: 'files',
    displayName: 'Files',
    host: 'files.ainur.home.arpa',
    service: 'files-web',
    port: 80,
    allowed,
    allowedGroups,
  })
  return { ...roles, app, proxy }
}

function container(app: App) {
  return objectOf(app, 'Deployment', 'files-sign-in').spec.template.spec.containers[0]
}

describe('SignInProxy', () => {
  it('publishes the host in front of itself, not of the service behind', () => {
    const { ingress, proxy } = build()
    expect(proxy.url).toBe('https://files.ainur.home.arpa')
    expect(ingress.routes).toEqual([
      {
        app: 'files',
        name: 'files',
        host: 'files.ainur.home.arpa',
        service: 'files-sign-in',
        port: 'http',
      },
    ])
  })

  it('registers exactly the redirect URI that it uses', () => {
    const { identity, app } = build()
    expect(identity.requests.map(({ id, redirectUris }) => ({ id, redirectUris }))).toEqual([
      { id: 'files', redirectUris: ['https://files.ainur.home.arpa/oauth2/callback'] },
    ])
    expect(container(app).args).toContain('--redirect-url=https://files.ainur.home.arpa/oauth2/callback')
  })

  it('does not make Dex ask for consent, which it skips only when nobody forces it', () => {
    expect(container(build().app).args).toContain('--approval-prompt=auto')
  })

  it('believes forwarded headers of pods alone', () => {
    expect(container(build().app).args).toEqual(
      expect.arrayContaining(['--reverse-proxy=true', '--trusted-proxy-ip=10.42.0.0/16']),
    )
  })

  it('takes both secrets from the Secret of the client, and neither from an argument', () => {
    const { app } = build()
    expect(container(app).env).toEqual([
      {
        name: 'OAUTH2_PROXY_CLIENT_SECRET',
        valueFrom: { secretKeyRef: { name: 'oidc-files', key: 'client-secret' } },
      },
      {
        name: 'OAUTH2_PROXY_COOKIE_SECRET',
        valueFrom: { secretKeyRef: { name: 'oidc-files', key: 'cookie-secret' } },
      },
    ])
    expect(app.secretNeeds.map(({ name, keys }) => [name, Object.keys(keys)])).toEqual([
      ['oidc-files', ['client-secret', 'cookie-secret']],
    ])
  })

  it('passes on the admins only, and restarts when their list changes', () => {
    const { app } = build({ groups: { family: ['kid@lab.test'] } })
    expect(objectOf(app, 'ConfigMap', 'files-sign-in').data).toEqual({ emails: 'ada@lab.test\nzoe@lab.test\n' })
    const checksum = (app: App) =>
      objectOf(app, 'Deployment', 'files-sign-in').spec.template.metadata.annotations['checksum/emails']
    expect(checksum(build({ admins: ['ada@lab.test'] }).app)).not.toBe(checksum(app))
  })

  it('passes on another list when it is given one', () => {
    const { app } = build({}, ['bo@lab.test'])
    expect(objectOf(app, 'ConfigMap', 'files-sign-in').data.emails).toBe('bo@lab.test\n')
  })

  it('passes on the members of a group whatever their address, and asks Dex for groups only then', () => {
    const { app } = build({ admins: [] }, undefined, ['our-lab:ops', 'family'])
    expect(app.findings).toEqual([])
    const { args, volumeMounts } = container(app)
    expect(args.filter((arg: string) => /scope|group|email/.test(arg))).toEqual([
      '--scope=openid email profile groups',
      '--email-domain=*',
      '--allowed-group=our-lab:ops',
      '--allowed-group=family',
    ])
    expect(volumeMounts.map(({ name }: { name: string }) => name)).toEqual(['lab-ca'])
    expect(objectsOf(app).map(({ kind }) => kind)).not.toContain('ConfigMap')
    expect(container(build().app).args).toContain('--scope=openid email profile')
  })

  it('asks for both when it is given addresses and groups', () => {
    const { args } = container(build({}, ['bo@lab.test'], ['family']).app)
    expect(args).toContain('--authenticated-emails-file=/etc/oauth2-proxy/emails')
    expect(args).toContain('--allowed-group=family')
    expect(args).not.toContain('--email-domain=*')
  })

  it('never opens for everybody: an empty list of groups asks for the admins', () => {
    const { args } = container(build({}, undefined, []).app)
    expect(args).toContain('--authenticated-emails-file=/etc/oauth2-proxy/emails')
    expect(args).not.toContain('--email-domain=*')
  })

  it('refuses to be a door that nobody can pass', () => {
    expect(build({ admins: [] }).app.findings).toMatchObject([
      { path: 'identity.admins', message: expect.stringMatching(/^nobody may pass the sign-in of "files"/) },
    ])
  })

  it('runs as the restricted Pod Security level wants it, and without a token for the API', () => {
    const { app } = build()
    const { spec } = objectOf(app, 'Deployment', 'files-sign-in').spec.template
    expect(spec.automountServiceAccountToken).toBe(false)
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    })
  })

  it('labels its pods as its Service and the network policies of others expect', () => {
    const { app, proxy } = build()
    expect(objectOf(app, 'Service', 'files-sign-in').spec.selector).toEqual(proxy.podLabels)
    expect(objectOf(app, 'Deployment', 'files-sign-in').spec.template.metadata.labels).toEqual(proxy.podLabels)
    expect(objectsOf(app)).toHaveLength(3)
  })
})
