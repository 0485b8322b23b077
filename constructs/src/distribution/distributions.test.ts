import { describe, expect, it } from 'vitest'
import { contains, parseAddress, parseSubnet } from '../cluster/addresses.ts'
import { authenticationConfiguration } from './authentication-configuration.ts'
import { componentRoles } from './component.ts'
import { distributionIds, distributionOf } from './distributions.ts'
import { componentFor, presentObjects } from './present.ts'

const facts = distributionIds.map((id) => [id, distributionOf(id)] as const)

describe.each(facts)('%s', (id, distribution) => {
  it('has its DNS inside its network of Services, away from that of pods', () => {
    const services = parseSubnet(distribution.networks.services)
    const pods = parseSubnet(distribution.networks.pods)
    const address = parseAddress(distribution.dnsAddress)
    expect(services && pods && address !== undefined).toBeTruthy()
    if (!services || !pods || address === undefined) return
    expect(contains(services, address)).toBe(true)
    expect(contains(pods, address)).toBe(false)
  })

  it('gives an example of a version that it takes itself', () => {
    const { example, build, minors } = distribution.version
    const [, minor, suffix] = /^v1\.(\d+)\.\d+(?:\+(.+))?$/.exec(example) ?? []
    expect(minors).toContain(Number(minor))
    expect(suffix === undefined).toBe(build === undefined)
    if (build) expect([suffix, build.first].every((text) => build.pattern.test(text ?? ''))).toBe(true)
  })

  it('does each thing once, and says how it is told to leave it out', () => {
    const roles = distribution.components.map(({ role }) => role)
    expect(new Set(roles).size).toBe(roles.length)
    for (const { name } of distribution.components) {
      expect(distribution.configure.without([name]), name).toHaveLength(1)
    }
    expect(distribution.configure.without([])).toEqual([])
  })

  it('marks only classes as default that it makes', () => {
    for (const { defaultClass, objects } of distribution.components) {
      if (defaultClass) expect(objects).toContainEqual(expect.objectContaining(defaultClass))
    }
  })

  it('starts a DNS under the name that pods of every cluster know, unless it is told otherwise', () => {
    const names = (replaced: readonly string[]) => presentObjects(distribution, replaced).map(({ name }) => name)
    const dns = componentFor(distribution, 'cluster-dns')
    expect(names([])).toContain('kube-dns')
    expect(names([dns?.name ?? ''])).not.toContain('kube-dns')
  })

  it('is told of an issuer, of labels and of the address of the API in files that it reads', () => {
    const { configure } = distribution
    const configuration = authenticationConfiguration({
      url: 'https://dex.lab',
      audiences: ['headlamp'],
      prefix: 'oidc:',
    })
    const parts = [
      ...configure.authentication(configuration),
      ...configure.nodeLabels({ 'node.kubernetes.io/rack': 'a' }),
      ...configure.virtualAddress('192.168.20.10', 'eth0'),
    ]
    expect(parts.map(({ file }) => file)).toEqual(parts.map(() => expect.stringMatching(/^(\/etc\/|machine )/)))
    const text = JSON.stringify(parts)
    for (const word of ['https://dex.lab', 'node.kubernetes.io/rack', '192.168.20.10']) expect(text, id).toContain(word)
  })
})

it('a role is known by what some distribution brings for it', () => {
  const brought = new Set(facts.flatMap(([, { components }]) => components.map(({ role }) => role)))
  expect([...brought].sort()).toEqual([...componentRoles].sort())
})
