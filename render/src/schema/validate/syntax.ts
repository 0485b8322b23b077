/**
 * Kubernetes' own name and label syntaxes. Each function says what is wrong with a value, or nothing.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 * @see https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/util/validation/validation.go
 */
export type Syntax = (value: string) => string | undefined

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const dnsLabelPattern = new RegExp(`^${label}$`)
const dns1035Pattern = /^[a-z]([-a-z0-9]*[a-z0-9])?$/
const subdomainPattern = new RegExp(`^${label}(\\.${label})*$`)
const wordPattern = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/

export const dnsLabel: Syntax = (value) =>
  value.length <= 63 && dnsLabelPattern.test(value)
    ? undefined
    : 'at most 63 lower-case letters, digits and "-", letter or digit at both ends'

/** The stricter label of Services: no digit at the start. */
export const dns1035Label: Syntax = (value) =>
  value.length <= 63 && dns1035Pattern.test(value)
    ? undefined
    : 'at most 63 lower-case letters, digits and "-", a letter first, letter or digit last'

export const dnsSubdomain: Syntax = (value) =>
  value.length <= 253 && subdomainPattern.test(value)
    ? undefined
    : 'at most 253 lower-case letters, digits, "-" and ".", letter or digit at both ends of each part'

/** Names that only have to fit into a URL path, such as `system:node`. */
export const pathSegment: Syntax = (value) =>
  value !== '' && value !== '.' && value !== '..' && !/[/%]/.test(value) ? undefined : 'no "/", no "%", not "." or ".."'

export const labelValue: Syntax = (value) =>
  value === '' || (value.length <= 63 && wordPattern.test(value))
    ? undefined
    : 'at most 63 letters, digits, "-", "_" and ".", letter or digit at both ends'

/** Key of a label or annotation: an optional DNS prefix and "/", then a name. */
export const qualifiedName: Syntax = (value) => {
  const slash = value.indexOf('/')
  const name = value.slice(slash + 1)
  const prefixFits = slash < 0 || dnsSubdomain(value.slice(0, slash)) === undefined
  return prefixFits && name.length <= 63 && wordPattern.test(name)
    ? undefined
    : 'an optional DNS name and "/", then at most 63 letters, digits, "-", "_" and ".", letter or digit at both ends'
}

/** Annotation keys may hold upper-case letters in their prefix. */
export const annotationKey: Syntax = (value) => qualifiedName(value.toLowerCase())

/** An IANA service name: what a container's port may be called. */
export const portName: Syntax = (value) =>
  value.length <= 15 && dnsLabelPattern.test(value) && /[a-z]/.test(value) && !value.includes('--')
    ? undefined
    : 'at most 15 lower-case letters, digits and single "-", at least one letter, letter or digit at both ends'
