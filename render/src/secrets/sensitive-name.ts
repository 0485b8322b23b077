/** Credentials where they are a word of their own: `DB_PASS` and `authKey`, not `bypass` and `hotkey`. */
const words =
  /(?:^|[-. /:])(?:pass|pwd|bind-?pw|(?:password|passphrase|token|(?:api|private|secret|access|encryption|signing|auth)-?key)s?)$/
/** Plain enough without anything before them: `PGPASSWORD`, `dbpassword`, `logintoken`. */
const endings = /(?:password|passwd|passphrase|secret|token|credentials?|(?:api|private|secret|access)-?key|bind-?pw)$/
/** Names of Secrets, not their contents: charts and Kubernetes call them so. */
const secretNames = /(?:existing|pull|tls|ca|cert|certificate|kubernetes|k8s|root)-?secret$/

/** Whether a value called `name` should be a credential: `clientSecret`, `DB_PASSWORD`, `.token`, not `tokenFile`. */
export const isSensitiveName = remembered((name) => {
  const spelled = wordsOf(name)
  return (words.test(spelled) || endings.test(spelled)) && !secretNames.test(spelled)
})

/** Words before `secret` in the name of a credential. */
const ofCredentials =
  /(?:^|[-. /:])(?:access|api|app|client|consumer|cookie|encryption|hmac|jwt|master|oauth|oidc|session|shared|signing|webhook)-secret$/

/**
 * Whether a value called `name` may as well be the name of a Secret, as in Longhorn's `credentialSecret` or in
 * `nginx.ingress.kubernetes.io/auth-secret`. A look at the value has to decide.
 */
export function isSecretsName(name: string): boolean {
  const spelled = wordsOf(name)
  return spelled.endsWith('-secret') && !ofCredentials.test(spelled)
}

/** Names whose values are better hidden, although often they are not secret. */
const doubtful =
  /(?:^|[-_. /:])(?:secret|jwt|salt|pepper|psk|wpa-?psk|pre-?shared-?key|key-data|secret-key-base|token-value|password-hash|pass-?hash|authorization|redis-auth|requirepass|masterauth|unseal-?key|recovery-?(?:key|code)|totp|otp|seed-?phrase|mnemonic|license-?key|passwd|client-?secret)s?$/

/**
 * Whether a value called `name` is hidden from readers of a diff. Wider than `isSensitiveName` on purpose: hiding a value
 * that is not secret costs a reader little, reporting it costs trust.
 */
export const isPrivateName = remembered((name) => isSensitiveName(name) || doubtful.test(wordsOf(name)))

/** A part of every name above: a text without any of them names no credential, and a quick look tells. */
const parts = /pass|pwd|pw|secret|token|key|cred|auth|jwt|salt|pepper|psk|otp|phrase|recovery|mnemonic/i

/** Whether `text` may hold a name for which `isPrivateName` or `holdsCredentials` is true. */
export function mayNameCredentials(text: string): boolean {
  return parts.test(text)
}

/** `passwords`, `apiKeys`: a list or map of credentials rather than of names of them. */
export const holdsCredentials = remembered((name) =>
  /(^|[-_. /:])(passwords|passphrases|tokens|api-?keys|private-?keys)$/.test(wordsOf(name)),
)

/** Whether a value called `name` is made up by people, who may choose digits alone. */
export function isPasswordName(name: string): boolean {
  return /(?:password|passwd|passphrase|(?:^|[-. /:])(?:pass|pwd))$/.test(wordsOf(name))
}

/** The same few hundred names are asked about for each field of each object. */
function remembered(judge: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>()
  return (name) => {
    let verdict = known.get(name)
    if (verdict === undefined) {
      verdict = judge(name)
      known.set(name, verdict)
    }
    return verdict
  }
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll('_', '-')
}
