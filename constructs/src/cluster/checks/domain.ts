import type { Draft } from '../draft.ts'
import { isDnsName } from '../names.ts'
import { errorRule, type Problem, quote, warningRule } from '../problem.ts'

const invalid = errorRule('domain-invalid')
const singleLabel = errorRule('domain-single-label')
const clusterDns = errorRule('domain-cluster-dns')
const mdns = warningRule('domain-mdns')
const unusable = errorRule('domain-special')
const publicTld = warningRule('domain-public-tld')

const path = 'domain'
/** home.arpa (RFC 8375) and internal (ICANN, 2024) are set aside; the others are in wide use and not delegated. */
const privateEndings = ['home.arpa', 'internal', 'lan', 'home', 'corp', 'intranet', 'private', 'test']
/** RFC 6761: resolvers answer these themselves, so that nothing below them can be published. */
const specialEndings = ['localhost', 'invalid', 'example', 'onion', 'example.com', 'example.net', 'example.org']

/** Everything that is exposed gets a host below the domain, which browsers and pods must be able to resolve. */
export function checkDomain({ domain, ownsDomain }: Draft): Problem[] {
  if (domain === undefined) return []
  if (!isDnsName(domain)) {
    const remedy = 'Write lower-case labels without a dot at the end, e.g. "ainur.home.arpa".'
    return [
      invalid(path, `${quote(domain)} is no DNS name; allowed are labels of a-z, 0-9 and - with dots between`, remedy),
    ]
  }
  if (!domain.includes('.')) {
    const message = `${quote(domain)} is a single label; allowed are two or more, because browsers take one word for a search`
    return [singleLabel(path, message, `Put it below a private domain: "${domain}.home.arpa".`)]
  }
  if (endsWith(domain, ['cluster.local'])) {
    const message = `${quote(domain)} is the domain of Services inside the cluster, whose DNS would answer for your hosts`
    return [clusterDns(path, message, 'Use a name below "home.arpa" or "internal".')]
  }
  if (endsWith(domain, specialEndings)) {
    const message = `${quote(domain)} is reserved for documentation or for the machine itself; allowed are names that a DNS server may answer`
    return [unusable(path, message, 'Use a name below "home.arpa" or "internal".')]
  }
  if (endsWith(domain, ['local'])) {
    const message = `${quote(domain)} ends in "local", which phones and computers look up by multicast DNS and not at your DNS server`
    return [mdns(path, message, 'Use a name below "home.arpa" or "internal".')]
  }
  if (ownsDomain || endsWith(domain, privateEndings)) return []
  const message = `${quote(domain)} lies below a public top-level domain; whoever registers it receives your traffic and can get certificates for it`
  return [
    publicTld(path, message, 'Use a name below "home.arpa" or "internal", or set ownsDomain: true if it is yours.'),
  ]
}

function endsWith(domain: string, endings: readonly string[]): boolean {
  return endings.some((ending) => domain === ending || domain.endsWith(`.${ending}`))
}
