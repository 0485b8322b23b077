/** Words that base64 makes, long enough to hold something. */
const word = /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{16,}={0,2}(?![A-Za-z0-9+/=_-])/g
const unreadable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell bytes from text
  /[\u0000-\u0008\u000e-\u001f\ufffd]/

/**
 * Hides each word of base64 that is a text with a credential in it, such as the `auth` of a registry, an encoded
 * configuration or a private key. `judge` says whether the decoded text holds one, and whether that is surely one.
 */
export function hideInBase64(
  text: string,
  judge: (decoded: string) => 'literal' | 'perhaps' | undefined,
  hide: (value: string, why: string, literal: boolean) => string,
): string {
  if (!/[A-Za-z0-9+/]{16}/.test(text)) return text
  return text.replace(word, (encoded) => {
    // Hexadecimal digests are the most frequent words of this form, and decode to nothing that can be read.
    if (/^[0-9a-f]+$/.test(encoded) || unreadable.test(decode(encoded.slice(0, 64)))) return encoded
    const decoded = decode(encoded)
    if (unreadable.test(decoded)) return encoded
    if (/^[\w.@-]{1,64}:[^\s:]{4,}$/.test(decoded)) return hide(encoded, 'it is a user with a password in base64', true)
    const verdict = judge(decoded)
    return verdict ? hide(encoded, 'it holds a credential in base64', verdict === 'literal') : encoded
  })
}

function decode(encoded: string): string {
  return Buffer.from(encoded, 'base64').toString('utf8')
}
