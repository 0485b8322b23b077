/** RFC 1123 label: what a host name, a namespace and most object names must be. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text)
}

/** Letters that do not come apart into one of a-z and a mark. */
const spelledOut: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ø: 'o', ß: 'ss', ł: 'l', đ: 'd', ı: 'i' }

/** The label that the author of `text` most likely meant; undefined if it cannot be told. */
export function toDnsLabel(text: string): string | undefined {
  const latin = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[œæøßłđı]/g, (letter) => spelledOut[letter] ?? letter)
  // A label without the letters that somebody wrote is not the one that they meant.
  if (/(?![a-z])\p{L}/u.test(latin)) return undefined
  const label = latin
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '')
  return isDnsLabel(label) ? label : undefined
}

/** DNS name of one or more labels, without a trailing dot. */
export function isDnsName(text: string): boolean {
  return text.length <= 253 && text.split('.').every(isDnsLabel)
}

/** The part of an e-mail address's syntax that everybody agrees on. */
export function isEmail(text: string): boolean {
  return /^[^\s@"<>,;:\\()[\]]+@[^\s@]+$/.test(text) && isDnsName(text.slice(text.lastIndexOf('@') + 1).toLowerCase())
}

/** Kubernetes label key: an optional DNS name as prefix, then a name of at most 63 characters. */
export function isLabelKey(key: string): boolean {
  const parts = key.split('/')
  const name = parts.at(-1) ?? ''
  if (parts.length > 2 || !/^[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/.test(name)) return false
  return parts.length === 1 || isDnsName(parts[0] ?? '')
}

/** Kubernetes label value: empty, or at most 63 letters, digits, `-`, `_` and `.`. */
export function isLabelValue(value: string): boolean {
  return value === '' || /^[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/.test(value)
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text) && !/^[0-]+$/.test(text)
}

/** A word as a label's name, which is what a capability becomes. */
export function isCapability(word: string): boolean {
  return isDnsLabel(word)
}
