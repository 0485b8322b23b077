import { expect, it } from 'vitest'
import type { PropsCase } from '../../app/testing/props-case.ts'
import { edit } from '../../cluster/fixtures/edit.ts'
import { testTree } from '../../workload/testing/test-tree.ts'
import { Omni } from './omni.ts'
import type { OmniProps } from './props.ts'

const base = {
  accountId: '4d1a0a1e-5c0e-4f0a-9a59-0c3c1c6a7d11',
  address: '192.168.20.201',
  eula: { name: 'Admin', email: 'admin@ainur.home.arpa' },
}

const props = (path: string, rule: string, message: string, remedy: string) =>
  ({ rule, severity: 'error', path, message, remedy, about: 'props' }) as const

const cases: readonly PropsCase[] = [
  { title: 'nothing that is wrong', edits: {}, findings: [] },
  {
    title: 'an account that is not a UUID',
    edits: { accountId: 'valinor' },
    findings: [
      props(
        'accountId',
        'omni-account-invalid',
        '"valinor" is not a UUID',
        'Make one with "uuidgen"; it cannot be changed later.',
      ),
    ],
  },
  {
    title: 'a licence that nobody accepted',
    edits: { eula: { name: ' ', email: 'eru' } },
    findings: [
      props(
        'eula.name',
        'omni-eula-invalid',
        '" " names nobody; the licence is accepted by a person',
        'Write your name, or leave Omni out.',
      ),
      props('eula.email', 'omni-eula-invalid', '"eru" is not an e-mail address', 'Write it like "you@example.org".'),
    ],
  },
  {
    title: 'an address outside the pool, and nothing else at all',
    edits: { accountId: undefined, eula: undefined, address: '192.168.20.50' },
    findings: [
      props(
        'accountId',
        'missing-value',
        'nothing was given; it takes a string',
        "Add it, e.g. accountId: '3f1c7a52-6d0e-4c7b-9a41-8f4f5f0f5a11'",
      ),
      props(
        'eula',
        'missing-value',
        'nothing was given; it takes an object',
        "Add it, e.g. eula: { name: 'Your Name', email: 'you@example.org' }",
      ),
      props(
        'address',
        'app-address-outside-pool',
        '"192.168.20.50" lies outside the service pool 192.168.20.200-192.168.20.219',
        'Give app omni an address of the pool: the load balancer hands out no other.',
      ),
    ],
  },
  {
    title: 'a misspelt key',
    edits: { accountId: undefined, accountID: base.accountId },
    findings: [
      props(
        'accountID',
        'unknown-key',
        '"accountID" is not a setting of new Omni(…); allowed are accountId, address, eula, workloadProxy, backups, settings, ingress, identity, trust, loadBalancer, storage',
        'Did you mean "accountId"?',
      ),
    ],
  },
  {
    title: "settings that upstream's schema does not know, of the wrong type, or with the wrong word",
    edits: {
      settings: {
        logs: { levle: 'warn', format: 'yaml' },
        features: { enableBreakGlassConfigs: 'yes' },
        etcdBackup: { minInterval: '1 hour' },
        auth: { limits: { maxUsers: -1 } },
      },
    },
    findings: [
      props(
        'settings.auth.limits.maxUsers',
        'wrong-type',
        '-1 was given; it takes a whole number of at least 0',
        'Write a whole number of at least 0.',
      ),
      props(
        'settings.etcdBackup.minInterval',
        'wrong-type',
        '"1 hour" was given; it takes a duration, such as "10m" or "1h30m"',
        'Write a duration, such as "10m" or "1h30m".',
      ),
      props(
        'settings.features.enableBreakGlassConfigs',
        'wrong-type',
        '"yes" was given; it takes true or false',
        'Write true or false.',
      ),
      props(
        'settings.logs.format',
        'unknown-value',
        '"yaml" is not known; allowed are text, json',
        'Choose one of these.',
      ),
      props(
        'settings.logs.levle',
        'unknown-key',
        '"levle" is not a setting of settings.logs; allowed are audit, format, level, machine, resourceLogger, stripe',
        'Did you mean "level"?',
      ),
    ],
  },
  {
    title: 'settings that something else says, and a secret',
    edits: {
      settings: {
        account: { name: 'other' },
        auth: { saml: { enabled: true }, oidc: { clientSecret: 'x' } },
        services: { siderolink: { eventSinkPort: 8090 } },
        etcdBackup: { s3Enabled: true },
      },
    },
    findings: [
      props(
        'settings.account.name',
        'omni-setting-reserved',
        'account.name is set already; "other" was given',
        'It is the name of the cluster.',
      ),
      props(
        'settings.auth.oidc.clientSecret',
        'omni-setting-secret',
        'auth.oidc.clientSecret is a secret, and the settings are committed',
        'Remove it, and change it if it was committed.',
      ),
      props(
        'settings.auth.saml.enabled',
        'omni-setting-reserved',
        'auth.saml.enabled is set already; true was given',
        'Remove it: people sign in through the identity provider that is handed over.',
      ),
      props(
        'settings.etcdBackup.s3Enabled',
        'omni-setting-reserved',
        'etcdBackup.s3Enabled is set already; true was given',
        'Write backups.',
      ),
      props(
        'settings.services.siderolink.eventSinkPort',
        'omni-setting-reserved',
        'services.siderolink.eventSinkPort is set already; 8090 was given',
        'Remove it.',
      ),
    ],
  },
  {
    title: 'a bucket and prefixes that cannot be',
    edits: {
      backups: { bucket: 'Omni', endpoint: 's3.home.arpa/omni' },
      workloadProxy: { prefixes: ['grafana', 'a.b', 'grafana'] },
    },
    findings: [
      props(
        'workloadProxy.prefixes[1]',
        'app-invalid',
        '"a.b" is not a prefix; allowed are at most 63 of a-z, 0-9 and -',
        'Write it like "grafana".',
      ),
      props('workloadProxy.prefixes[2]', 'app-invalid', '"grafana" stands there twice', 'Remove one of them.'),
      props(
        'backups.bucket',
        'omni-backup-bucket-invalid',
        '"Omni" is not a bucket; allowed are 3 to 63 of a-z, 0-9, - and dots between',
        'Write its name alone, e.g. "omni-backups".',
      ),
      props(
        'backups.endpoint',
        'omni-backup-bucket-invalid',
        '"s3.home.arpa/omni" is not the URL of a server; allowed are http or https, a host and a port',
        'Write it like "https://s3.home.arpa:9000"; the bucket is named on its own.',
      ),
    ],
  },
]

it.each(cases.map((each) => [each.title, each] as const))(
  'given %s, it reports exactly that',
  (_, { edits, findings }) => {
    const { tree, dns: _dns, ...parts } = testTree()
    expect(new Omni(tree, 'omni', { ...parts, ...(edit(base, edits) as typeof base) }).findings).toEqual(findings)
  },
)

it('in a Talos cluster it warns', () => {
  const {
    tree,
    dns: _dns,
    ...parts
  } = testTree({ kubernetes: { distribution: 'talos', version: 'v1.36.3', minor: '1.36' } })
  expect(new Omni(tree, 'omni', { ...parts, ...base }).findings).toEqual([
    {
      rule: 'omni-on-talos',
      severity: 'warning',
      path: '',
      message: 'this is a Talos cluster: Omni would run inside what it manages, and go down with it',
      remedy: 'Run Omni in a k3s cluster, or never let it manage this one.',
      about: 'props',
    },
  ])
})

it('without an app that it needs, it tells all that was found so far and stops', () => {
  const { tree, dns: _dns, ingress: _ingress, ...parts } = testTree()
  const attempt = () => new Omni(tree, 'omni', { ...parts, ...base, accountId: 'x' } as unknown as OmniProps)
  expect(attempt).toThrow('new Omni(…): ingress: nothing was given; it takes an ingress controller, such as Traefik')
})
