import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { objectOf, objectsOf } from '../../app/testing/objects.ts'
import { testTree } from '../../workload/testing/test-tree.ts'
import { ArgoCd, type ArgoCdProps } from './argo-cd.ts'

function build(props: Omit<ArgoCdProps, 'ingress'> = {}) {
  const { tree, ingress } = testTree()
  const argoCd = new ArgoCd(tree, 'argo-cd', { ingress, ...props })
  const source = argoCd.releases[0]?.source
  if (source?.type !== 'chart') throw new Error('Argo CD is no longer a chart')
  // biome-ignore lint/suspicious/noExplicitAny: values have no type of their own
  const values = source.values as any
  const need = (name: string) => argoCd.secretNeeds.find((each) => each.name === name)
  const config = (name = 'argocd-cm') => objectOf(argoCd, 'ConfigMap', name).data
  const workloads = argoCd.releases[0]?.contents.workloads.map((each) => each.name) ?? []
  return {
    argoCd,
    values,
    need,
    config,
    workloads,
    problems: argoCd.findings.map(({ path, message }) => `${path}: ${message}`),
  }
}

const git = 'https://git.example.org/lab.git'
const gitOverSsh = 'ssh://git@git.example.org/lab.git'

describe('repositories', () => {
  it('become Secrets with the label by which Argo CD finds them, without a value in the tree', () => {
    const { need, problems } = build({
      repositories: [
        { name: 'lab', url: gitOverSsh, login: 'ssh-key', depth: 1 },
        { name: 'charts', url: 'https://charts.example.org', type: 'helm', login: 'password' },
        { name: 'large', url: git, depth: 1 },
      ],
    })
    expect(problems).toEqual([])
    expect(need('repository-lab')).toMatchObject({
      namespace: 'argocd',
      labels: { 'argocd.argoproj.io/secret-type': 'repository' },
      keys: {
        url: { from: 'literal', value: gitOverSsh },
        type: { from: 'literal', value: 'git' },
        depth: { from: 'literal', value: '1' },
        sshPrivateKey: { from: 'user' },
      },
    })
    expect(need('repository-charts')?.keys).toMatchObject({
      type: { from: 'literal', value: 'helm' },
      name: { from: 'literal', value: 'charts' },
      username: { from: 'user' },
      password: { from: 'user' },
    })
    expect(Object.keys(need('repository-large')?.keys ?? {})).toEqual(['url', 'type', 'depth'])
  })

  it('are judged all at once, each with its place', () => {
    const { problems } = build({
      repositories: [
        { name: 'a', url: git, login: 'ssh-key', depth: 0 },
        { name: 'a', url: 'git@git.example.org:lab.git', login: 'password' },
        { name: 'b', url: git, type: 'helm', depth: 1 },
      ],
    })
    expect(problems).toEqual([
      `repositories[0].login: ${git} is not an address of SSH, and an SSH key opens no other`,
      'repositories[0].depth: 0 was given; it takes a whole number from 1 on',
      'repositories[1].login: git@git.example.org:lab.git is an address of SSH, which takes no password',
      'repositories[1].name: a is that of repositories[0], too',
      'repositories[2].depth: a chart repository has no history',
      `repositories[2].url: ${git} is that of repositories[0], too`,
    ])
  })

  it('may have host keys of their own', () => {
    expect(build({ sshHostKeys: ['git.example.org ssh-ed25519 AAAA'] }).values.configs.ssh).toEqual({
      extraHosts: 'git.example.org ssh-ed25519 AAAA',
    })
    expect(build().values.configs).not.toHaveProperty('ssh')
  })
})

describe('webhooks', () => {
  it('share a secret with each sender, to which only a reference is in the tree', () => {
    const { values, need } = build({ webhooks: ['github', 'gogs'] })
    expect(values.configs.secret.extra).toEqual({
      'webhook.github.secret': '$argocd-webhooks:github',
      'webhook.gogs.secret': '$argocd-webhooks:gogs',
    })
    expect(need('argocd-webhooks')).toMatchObject({
      labels: { 'app.kubernetes.io/part-of': 'argocd' },
      keys: { github: { from: 'random' }, gogs: { from: 'random' } },
    })
  })
})

describe('notifications', () => {
  const email = { host: 'mail.example.org', from: 'argocd@example.org', to: ['ada@example.org'] }

  it('go by mail and to Gotify, with logins from a Secret, and bring their pod', () => {
    const { config, need, workloads, values, problems } = build({
      notifications: { email, gotify: { url: 'https://push.example.org' } },
    })
    expect(problems).toEqual([])
    const data = config('argocd-notifications-cm')
    expect(parse(data['service.email'])).toEqual({
      host: 'mail.example.org',
      port: 587,
      from: 'argocd@example.org',
      username: '$email-username',
      password: '$email-password',
    })
    expect(parse(data['service.webhook.gotify'])).toEqual({
      url: 'https://push.example.org',
      headers: [{ name: 'X-Gotify-Key', value: '$gotify-token' }],
    })
    expect(parse(data.subscriptions)).toEqual([
      { recipients: ['email:ada@example.org', 'gotify'], triggers: ['degraded', 'failing'] },
    ])
    expect(Object.keys(need('argocd-notifications-secret')?.keys ?? {})).toEqual([
      'email-username',
      'email-password',
      'gotify-token',
    ])
    expect(workloads).toContain('argocd-notifications-controller')
    expect(values.notifications).toMatchObject({ cm: { create: false }, secret: { create: false } })
  })

  it('need no Secret where nobody asks for a login', () => {
    const { need, config } = build({ notifications: { email: { ...email, port: 25, login: false } } })
    expect(need('argocd-notifications-secret')).toBeUndefined()
    expect(parse(config('argocd-notifications-cm')['service.email'])).not.toHaveProperty('password')
  })

  it.each([
    [{}, 'notifications: neither email nor gotify was given: nobody would be told'],
    [{ email: { ...email, to: [] } }, 'notifications.email.to: the list is empty: nobody would be told'],
  ])('are refused where they would reach nobody: %j', (notifications, problem) => {
    expect(build({ notifications }).problems).toEqual([problem])
  })

  it('are off unless somebody asks for them', () => {
    const { argoCd, values, workloads } = build()
    expect(values.notifications).toEqual({ enabled: false })
    expect(workloads).not.toContain('argocd-notifications-controller')
    expect(objectsOf(argoCd).map(({ metadata }) => metadata.name)).not.toContain('argocd-notifications-cm')
  })
})

describe('applicationSets', () => {
  it('are looked after by a pod, which is declared, or by none', () => {
    const on = build({ applicationSets: true })
    expect(on.values.applicationSet).toMatchObject({ replicas: 1, resources: { limits: { memory: '256Mi' } } })
    expect(on.workloads).toContain('argocd-applicationset-controller')
    const off = build()
    expect(off.values.applicationSet).toEqual({ replicas: 0 })
    expect(off.workloads).not.toContain('argocd-applicationset-controller')
  })
})

describe('watch', () => {
  const excluded = (props: Omit<ArgoCdProps, 'ingress'> = {}) =>
    parse(build(props).config()['resource.exclusions']).flatMap(
      ({ apiGroups, kinds }: { apiGroups: string[]; kinds: string[] }) =>
        apiGroups.flatMap((group) => kinds.map((kind) => `${group}/${kind}`)),
    )

  it('takes exactly one kind out of those that Argo CD does not look at', () => {
    const all = excluded()
    expect(all).toContain('discovery.k8s.io/EndpointSlice')
    const less = excluded({ watch: ['discovery.k8s.io/EndpointSlice'] })
    expect(all.filter((kind: string) => !less.includes(kind))).toEqual(['discovery.k8s.io/EndpointSlice'])
    expect(less.filter((kind: string) => !all.includes(kind))).toEqual([])
  })

  it('is told when a kind is looked at anyway', () => {
    expect(build({ watch: ['EndpointSlice'] }).problems).toEqual([
      'watch[0]: "EndpointSlice" is none of the kinds that Argo CD is told not to look at',
    ])
  })
})

describe('repoServer', () => {
  it('gets its limits, and those who wait for it wait longer than it may work', () => {
    const { config, values, argoCd } = build({ repoServer: { memoryLimit: '1Gi', parallelism: 1, fetchSeconds: 900 } })
    expect(config('argocd-cmd-params-cm')).toMatchObject({
      'reposerver.parallelism.limit': '1',
      'controller.repo.server.timeout.seconds': '960',
      'server.repo.server.timeout.seconds': '960',
    })
    expect(values.repoServer.env).toEqual([{ name: 'ARGOCD_EXEC_TIMEOUT', value: '900s' }])
    expect(values.repoServer.resources.limits).toEqual({ memory: '1Gi' })
    const declared = argoCd.releases[0]?.contents.workloads.find(({ name }) => name === 'argocd-repo-server')
    expect(declared?.podSpec.containers[0]?.resources?.limits).toEqual({ memory: '1Gi' })
  })

  it('takes whole numbers only', () => {
    expect(build({ repoServer: { parallelism: 0.5, fetchSeconds: 0 } }).problems).toEqual([
      'repoServer.parallelism: 0.5 was given; it takes a whole number from 1 on',
      'repoServer.fetchSeconds: 0 was given; it takes a whole number from 1 on',
    ])
  })
})
