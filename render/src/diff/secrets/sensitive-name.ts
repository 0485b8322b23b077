const endings =
  /(^|[-_. ])(pass|pwd|password|passwd|passphrase|secret|token|api-?key|apikey|private-?key|secret-?key|access-?key|encryption-?key|signing-?key|credentials?|client-?secret|auth-?key)s?$/

/** Whether a value called `name` is likely to be a credential: `clientSecret`, `DB_PASSWORD`, `api-key`, `.token`. */
export function isSensitiveName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll('_', '-')
  return endings.test(words)
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
