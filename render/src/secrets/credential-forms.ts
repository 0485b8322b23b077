/** Forms of text that are a credential in any place, each with its name. */
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
  [
    'an access token',
    /(?<![A-Za-z0-9_-])(?:npm_[A-Za-z0-9]{36}|dckr_pat_[\w-]{20,}|hvs\.[\w-]{20,}|tskey-[\w-]{16,}|sk-[A-Za-z0-9_-]{32,}|hf_[A-Za-z]{30,}|\d{8,10}:AA[\w-]{33})/,
  ],
  ['a URL with a password', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'$<{]*:[^\s/@"'$<{*]+@[A-Za-z0-9[]/],
]

/** Any of the forms, in one expression: nearly all texts have none. */
const anyForm = new RegExp(credentialForms.map(([, form]) => form.source).join('|'))

/** What kind of credential `text` contains; undefined if it has the form of none. */
export function credentialForm(text: string): string | undefined {
  return anyForm.test(text) ? credentialForms.find(([, form]) => form.test(text))?.[0] : undefined
}
