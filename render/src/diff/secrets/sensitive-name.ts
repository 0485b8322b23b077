const endings =
  /(^|[-_. /:])(pass|pwd|password|passwd|passphrase|secret|token|api-?key|apikey|private-?key|secret-?key|access-?key|encryption-?key|signing-?key|credentials?|client-?secret|auth-?key)s?$/
/** Words that are plain enough without anything before them: `PGPASSWORD`, `dbpassword`. */
const plain = /(password|passwd|passphrase|apikey|secretkey|accesskey|authtoken|accesstoken)$/
/** Names whose values are better hidden, although often enough they are no secret. */
const private_ =
  /(^|[-_. /:])(jwt|salt|pepper|psk|wpa-?psk|pre-?shared-?key|key-data|secret-key-base|token-value|password-hash|pass-?hash|authorization|redis-auth|requirepass|masterauth|unseal-?key|recovery-?(key|code)|totp|otp|seed-?phrase|mnemonic|license-?key)s?$/

/** Whether a value called `name` is likely to be a credential: `clientSecret`, `DB_PASSWORD`, `api-key`, `.token`. */
export function isSensitiveName(name: string): boolean {
  const words = wordsOf(name)
  return endings.test(words) || plain.test(words)
}

/** Whether a value called `name` is hidden: what is likely to be a credential, and what may be one. */
export function isPrivateName(name: string): boolean {
  return isSensitiveName(name) || private_.test(wordsOf(name))
}

/** `passwords`, `apiKeys`: a list or map of credentials rather than of names of them. */
export function holdsCredentials(name: string): boolean {
  return /(^|[-_. /:])(passwords|passphrases|tokens|api-?keys|private-?keys)$/.test(wordsOf(name))
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll('_', '-')
}

/**
 * Whether a value under a sensitive name really is a credential, rather than a reference, a placeholder, a switch or
 * the name of something.
 */
export function looksLiteral(value: string): boolean {
  const text = value.trim()
  if (text.length < 6) return false
  if (/^(\$|\{\{|<[^>]*>$|%|env:|file:|vault:|ref\+|op:\/\/|\/|https?:\/\/)/.test(text)) return false
  if (/^(true|false|null|none|disabled|enabled|required|optional|change-?me|placeholder|redacted|x+|\*+)$/i.test(text))
    return false
  return true
}
