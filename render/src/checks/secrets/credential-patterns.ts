/** What a text is, told by its form alone; each of these is a credential wherever it stands. */
export const credentialForms: readonly (readonly [what: string, form: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/],
  ['a bcrypt hash', /\$2[abxy]?\$\d{2}\$[./A-Za-z0-9]{53}/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})\b/],
  ['a GitLab token', /\bglpat-[A-Za-z0-9_-]{20,}/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a Google API key', /\bAIza[A-Za-z0-9_-]{35}\b/],
  ['a Stripe key', /\b[rs]k_live_[A-Za-z0-9]{16,}/],
  ['a JSON web token', /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+/],
  ['a k3s token', /\bK10[0-9a-f]{64}::\S+/],
  ['an age key', /\bAGE-SECRET-KEY-1[A-Z0-9]{50,}/],
  ['a URL with a password', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'$<{]+:[^\s/@"'$<{*]+@[A-Za-z0-9[]/],
]

/** Nearly all texts have none of these forms: one look tells. */
const anyForm = new RegExp(credentialForms.map(([, form]) => form.source).join('|'))

/** What kind of credential `text` contains; undefined if it has the form of none. */
export function credentialForm(text: string): string | undefined {
  return anyForm.test(text) ? credentialForms.find(([, form]) => form.test(text))?.[0] : undefined
}

/** A name that ends in one of these holds a credential itself, rather than where to find it. */
const sensitive =
  /(?:^|[a-z0-9_.-])(?:pass(?:word|wd|phrase)|secret|token|credentials?|api[_-]?key|private[_-]?key|secret[_-]?key|access[_-]?key|client[_-]?secret|bind[_-]?pw)$/i
const whole = /^(?:pass(?:word|wd|phrase)|secret|token|credentials?|api_?key)$/i

/** Names of Secrets, not their contents: charts and Kubernetes call them so. */
const secretNames = /(?:existing|pull|tls|ca|cert|certificate|kubernetes|k8s|root)[_-]?secret$/i

/** Whether something called `name` should hold a credential: `DB_PASSWORD` and `clientSecret`, not `tokenFile`. */
export function isSensitiveName(name: string): boolean {
  return whole.test(name) || (sensitive.test(name) && !secretNames.test(name))
}

/**
 * Whether `value`, under a sensitive name, is the credential itself rather than a reference, a switch, a path or a
 * placeholder.
 */
export function looksLiteral(value: string): boolean {
  const text = value.trim().replace(/^(["'])(.*)\1$/, '$2')
  if (text.length < 4) return false
  if (/^(?:true|false|null|none|yes|no|on|off|required|optional|disabled|enabled)$/i.test(text)) return false
  if (/^[-+]?[\d.]+(?:ms|s|m|h|d|[KMGT]i?B?)?$/.test(text)) return false
  // References and placeholders: $VAR, ${VAR}, $(VAR), $secret:key, {{ template }}, <fill in>, %(x)s, !tag, ***, @file.
  if (/^[$<{%!*@[|>&]/.test(text)) return false
  if (/^(?:\.{0,2}\/|file:|https?:\/\/[^@]*$|env[:.]|vault:|ref\+)/.test(text)) return false
  // Prose.
  return !/\s\S+\s/.test(text)
}
