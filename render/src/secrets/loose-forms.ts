import { looksLiteral } from './looks-literal.ts'

/** A part of a text that is a credential by the text around it. */
export interface LooseForm {
  /** Half a sentence: why it is taken for a secret. */
  readonly why: string
  /** Its group `secret` is what is hidden. */
  readonly form: RegExp
  /** Text without any of these holds none: a quick look before the slow one. */
  readonly hints: readonly string[]
  /** @default by its form: letters and digits, not a reference or a placeholder */
  readonly literal?: (value: string) => boolean
}

const isLikely = (value: string) => looksLiteral(value) && /\d/.test(value) && /[A-Za-z]/.test(value)

/** Credentials in command lines, headers and URLs. Wide on purpose: what is hidden without need costs a reader little. */
export const looseForms: readonly LooseForm[] = [
  {
    why: 'it is sent as authorization',
    hints: ['Bearer', 'Basic', 'Token'],
    form: /\b(?:Bearer|Basic|Token)\s+(?<secret>(?=[^\s"']*\d)[\w.~+/-]{12,}=*)/g,
  },
  {
    why: 'it is the user of a URL, where people put tokens',
    hints: ['://'],
    form: /\b[a-z][a-z0-9+.-]{1,20}:\/\/(?<secret>(?=[^\s:/@"']*\d)[^\s:/@"']{12,})@/gi,
  },
  {
    why: 'it is a password in a URL',
    hints: ['://'],
    form: /:\/\/[^\s:/@"']*:(?<secret>[^\s@"'/]+(?:@[^\s@"'/]+)*)@/g,
    literal: (value) => !/[$<{*]/.test(value),
  },
  {
    why: 'it is the address of a webhook, which works as a password',
    hints: ['webhook', 'hooks.slack.com'],
    form: /\b(?:hooks\.slack\.com\/(?:services|workflows)|discord(?:app)?\.com\/api\/webhooks|[\w.-]*webhook\.office\.com\/webhookb2)\/(?<secret>[^\s"'<>]{8,})/g,
    literal: () => true,
  },
  {
    why: 'it is the hash of a password',
    hints: ['$'],
    form: /(?<secret>\$(?:2[abxy]?|5|6|y|7|gy|apr1|argon2(?:id?|d)|scrypt|pbkdf2[\w-]*)\$[\w./+=,$-]{16,})/g,
    literal: () => false,
  },
  {
    why: 'it follows a user on a command line',
    hints: ['-u', '--user', '--proxy-user'],
    form: /(?<![\w-])(?:-u|--user|--proxy-user)[\s=]+[^\s:"']*[A-Za-z][^\s:"']*:(?<secret>[^\s"']{3,})/g,
  },
  {
    why: 'it is a password on a command line',
    hints: ['mysql', 'mariadb'],
    form: /\b(?:mysql\w*|mariadb[\w-]*)\s[^\n|;&]*?(?<=\s)-p(?<secret>[^\s"']{3,})/g,
  },
  {
    why: 'it is a password on a command line',
    hints: ['redis-cli', 'valkey-cli'],
    form: /\b(?:redis-cli|valkey-cli)\s[^\n|;&]*?(?<=\s)-a\s+(?<secret>[^\s"']{3,})/g,
  },
  { why: 'it is a password on a command line', hints: ['sshpass'], form: /\bsshpass\s+-p\s*(?<secret>[^\s"']{3,})/g },
  {
    why: 'it is a key on a command line',
    hints: ['mc '],
    form: /\bmc\s+(?:alias|config host)\s+(?:set|add)\s+\S+\s+\S+\s+\S+\s+(?<secret>[^\s"']{3,})/g,
  },
  { why: 'it is a password for a host', hints: ['login'], form: /\blogin\s+\S+\s+password\s+(?<secret>\S{3,})/g },
]

/** Files whose whole content is for one pair of eyes. */
const wholeFile = /^([._](pgpass|netrc|htpasswd|dockercfg|dockerconfigjson)|htpasswd|id_(rsa|dsa|ecdsa|ed25519))$/

/** Whether a file of this name holds nothing but credentials. */
export function isCredentialFile(name: string): boolean {
  return wholeFile.test(name)
}

/** Replaces what has one of the loose forms. `hide` gives the replacement. */
export function hideLooseForms(text: string, hide: (value: string, why: string, literal: boolean) => string): string {
  let result = text
  for (const { why, hints, form, literal = isLikely } of looseForms) {
    if (!hints.some((each) => result.includes(each))) continue
    result = result.replace(form, (...match) => {
      const whole = match[0] as string
      const { secret } = match.at(-1) as { secret: string }
      if (isMarkOrReference(secret)) return whole
      const at = whole.lastIndexOf(secret)
      return whole.slice(0, at) + hide(secret, why, literal(secret)) + whole.slice(at + secret.length)
    })
  }
  return result
}

/** What was hidden already, and what only says where the value comes from. */
export function isMarkOrReference(value: string): boolean {
  return value.includes('‹secret ') || /^(\$[({A-Za-z]|\{\{|<[^>]*>?$|%)/.test(value)
}
