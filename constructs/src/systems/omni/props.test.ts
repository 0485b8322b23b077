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
        '"accountID" is not a setting of new Omni(…); allowed are accountId, address, eula, ingress, identity, trust, loadBalancer, storage',
        'Did you mean "accountId"?',
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
