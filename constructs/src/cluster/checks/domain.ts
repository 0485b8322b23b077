import { defineRule } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { isDnsName } from '../names.ts'
import { quote } from '../problem.ts'

const invalid = defineRule('domain-invalid', 'error', {
  title: '`domain` is not a DNS name',
  why: 'Hosts below it could not exist.',
  remedy: 'Use lower-case labels with dots between.',
})

const singleLabel = defineRule('domain-single-label', 'error', {
  title: '`domain` is a single word',
  why: 'Browsers search for a single word instead of looking it up; certificates for it are refused.',
  remedy: 'Put it below `home.arpa`.',
})

const clusterDns = defineRule('domain-cluster-dns', 'error', {
  title: '`domain` is `cluster.local` or below it',
  why: "The cluster's own DNS answers for `cluster.local`.",
  remedy: 'Use a name below "home.arpa" or "internal".',
})

const mdns = defineRule('domain-mdns', 'warning', {
  title: '`domain` ends in `local`',
  why: '`.local` is looked up by multicast DNS (RFC 6762), past your DNS server.',
  remedy: 'Use a name below "home.arpa" or "internal".',
})

const unusable = defineRule('domain-special', 'error', {
  title: '`domain` is reserved, such as `example.com` or `localhost`',
  why: 'Resolvers answer names such as `example.com` and `localhost` themselves (RFC 6761, RFC 2606).',
  remedy: 'Use a name below "home.arpa" or "internal".',
})

const publicTld = defineRule('domain-public-tld', 'warning', {
  title: '`domain` is below a public top-level domain',
  why: 'If the name is not yours, its owner gets your traffic.',
  remedy: 'Use a name below "home.arpa" or "internal", or set ownsDomain: true if it is yours.',
})

const path = 'domain'
/** home.arpa (RFC 8375) and internal (ICANN, 2024) are set aside; the others are in wide use and not delegated. */
const privateEndings = ['home.arpa', 'internal', 'lan', 'home', 'corp', 'intranet', 'private', 'test']
/** RFC 6761: resolvers answer these themselves, so that nothing below them can be published. */
const specialEndings = ['localhost', 'invalid', 'example', 'onion', 'example.com', 'example.net', 'example.org']

/** Everything that is exposed gets a host below the domain, which browsers and pods must be able to resolve. */
export const checkDomain: DefinitionCheck = {
  rules: [invalid, singleLabel, clusterDns, mdns, unusable, publicTld],
  run({ domain, ownsDomain }) {
    if (domain === undefined) return []
    if (!isDnsName(domain)) {
      const remedy = 'Write lower-case labels without a dot at the end, e.g. "ainur.home.arpa".'
      const message = `${quote(domain)} is not a DNS name; allowed are labels of a-z, 0-9 and - with dots between`
      return [invalid.problem(path, message, remedy)]
    }
    if (!domain.includes('.')) {
      const message = `${quote(domain)} is a single label; allowed are two or more, because browsers take one word for a search`
      return [singleLabel.problem(path, message, `Put it below a private domain: "${domain}.home.arpa".`)]
    }
    if (endsWith(domain, ['cluster.local'])) {
      const message = `${quote(domain)} is the domain of Services inside the cluster, whose DNS would answer for your hosts`
      return [clusterDns.problem(path, message)]
    }
    if (endsWith(domain, specialEndings)) {
      const message = `${quote(domain)} is reserved for documentation or for the machine itself; allowed are names that a DNS server may answer`
      return [unusable.problem(path, message)]
    }
    if (endsWith(domain, ['local'])) {
      const message = `${quote(domain)} ends in "local", which phones and computers look up by multicast DNS and not at your DNS server`
      return [mdns.problem(path, message)]
    }
    if (ownsDomain || endsWith(domain, privateEndings)) return []
    const message = `${quote(domain)} lies below a public top-level domain; its owner receives your traffic and can get certificates for it`
    return [publicTld.problem(path, message)]
  },
}

function endsWith(domain: string, endings: readonly string[]): boolean {
  return endings.some((ending) => domain === ending || domain.endsWith(`.${ending}`))
}
