import { credentialForm, credentialForms } from './credential-forms.ts'
import type { Fingerprint } from './fingerprint.ts'
import { hideInBase64 } from './hidden-in-base64.ts'
import { credentialsIn, replaceValue } from './hidden-in-documents.ts'
import { isLiteralCredential } from './looks-literal.ts'
import { hideLooseForms, isMarkOrReference } from './loose-forms.ts'
import { isPrivateName, mayNameCredentials } from './sensitive-name.ts'

export interface RedactedText {
  readonly text: string
  readonly found: readonly { readonly why: string; readonly literal: boolean; readonly fingerprint: string }[]
}

/** Gives the mark that stands in the place of a value. */
type Hide = (value: string, why: string, literal: boolean) => string

const pem = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----[\s\S]*?(-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----|$)/g
/** What the checks know by its form, but for keys and URLs, of which only a part is secret. */
const tokens = credentialForms.filter(([what]) => what !== 'a private key' && what !== 'a URL with a password')
// The look-behind keeps a long word from being tried from each of its parts.
const knownTokens = new RegExp(`(?<![A-Za-z0-9_-])(?:${tokens.map(([, form]) => form.source).join('|')})`, 'g')
const flag = /((?<![\w.-])--?[A-Za-z][\w.-]*)(=|\s+)("[^"]*"|'[^']*'|[^\s"']+)/g
const quotedPair = /(["'])([A-Za-z_][\w.-]*)\1(\s*:\s*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/g
// The look-behind keeps a long word from being tried from each of its letters.
const barePair = /(?<![\w.-])([A-Za-z_][\w.-]*)(\s*[:=]\s*)("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*')/g
const line = /^([ \t]*(?:- +)?(?:export +)?["']?)([A-Za-z_][\w.-]*)(["']?[ \t]*(?::[ \t]|:$|=)[ \t]*)(.*)$/
/** `PGPASSWORD=x psql`, `Password=x;`, `?token=x&`: a name and a value somewhere in a line. */
const assignment = /(?<![\w.$-])([A-Za-z_][\w.-]*)(=)([^\s&;"'`,)<>]{3,})/g
const element = /(<([A-Za-z_][\w.:-]*)(?:\s[^<>]*)?>)([^<>]+)(<\/\2>)/g
const flowPair = /([{,]\s*)([A-Za-z_][\w.-]*)(\s*:\s+)([^,}\s"'][^,}\n]*)/g

/** How often what base64 hides is looked into. */
const DEEPEST = 2

/** Takes credentials out of free text: configuration files, scripts, command lines, embedded manifests. */
export function redactText(text: string, fingerprint: Fingerprint, depth = 0): RedactedText {
  const found: { why: string; literal: boolean; fingerprint: string }[] = []
  const hide: Hide = (value, why, literal) => {
    const mark = fingerprint(value)
    found.push({ why, literal, fingerprint: mark })
    return mark
  }
  if (/\bkind["']?\s*:\s*["']?Secret\b(?![A-Za-z])/.test(text) && /\b(stringData|data)["']?\s*:/.test(text)) {
    return { text: hide(text, 'the text holds a Secret', true), found }
  }
  let clean = hideLooseForms(
    text
      .replace(pem, (value) => hide(value, 'it is a private key', true))
      .replace(knownTokens, (value) => hide(value, `it is ${credentialForm(value) ?? 'an access token'}`, true)),
    hide,
  )
  if (mayNameCredentials(clean)) clean = hideNamed(clean, text, hide)
  if (depth < DEEPEST)
    clean = hideInBase64(
      clean,
      (decoded) => {
        const inner = redactText(decoded, fingerprint, depth + 1).found
        return inner.some(({ literal }) => literal) ? 'literal' : inner.length > 0 ? 'perhaps' : undefined
      },
      hide,
    )
  return { text: clean, found }
}

/**
 * Hides values whose names say that they are credentials.
 *
 * @param original the text before anything was hidden: stands for a value that cannot be found again as it is written
 */
function hideNamed(text: string, original: string, hide: Hide): string {
  const named = (value: string, name: string): string => {
    const bare = value.replace(/^(["'])(.*)\1$/s, '$2')
    if (bare.trim() === '' || bare.startsWith('‹secret ') || /^(true|false|null|~)$/i.test(bare.trim())) return value
    return hide(bare, `it is called ${name}`, isLiteralCredential(name, bare))
  }
  const pair = (whole: string, before: string, name: string, between: string, value: string) =>
    isPrivateName(name) ? `${before}${name}${between}${quoteLike(value, named(value, name))}` : whole
  const inline = lines(text, named)
    .replace(quotedPair, (whole, quote, name, between, value) =>
      isPrivateName(name) ? `${quote}${name}${quote}${between}${quoteLike(value, named(value, name))}` : whole,
    )
    .replace(flag, (whole, name, between, value) =>
      isPrivateName(name.replace(/^-+/, '')) && !value.startsWith('-')
        ? `${name}${between}${named(value, name)}`
        : whole,
    )
    .replace(barePair, (whole, name, between, value) => pair(whole, '', name, between, value))
    .replace(flowPair, pair)
  let clean = inline
  // Both are rare, and slow in long texts.
  if (clean.includes('='))
    clean = clean.replace(assignment, (whole, name, between, value) =>
      isPrivateName(name) && !isMarkOrReference(value) ? `${name}${between}${named(value, name)}` : whole,
    )
  if (clean.includes('</'))
    clean = clean.replace(element, (whole, open, name, value, close) =>
      isPrivateName(name) && !isMarkOrReference(value) ? `${open}${named(value, name)}${close}` : whole,
    )
  for (const { value, name, sure } of credentialsIn(clean)) {
    const mark = sure ? named(value, name) : hide(value, `it is called ${name}`, false)
    if (mark === value || isMarkOrReference(value)) continue
    clean = replaceValue(clean, value, mark) ?? hide(original, `it holds a value that is called ${name}`, false)
  }
  return clean
}

function quoteLike(original: string, mark: string): string {
  const quote = original[0]
  return (quote === '"' || quote === "'") && !mark.startsWith(quote) ? `${quote}${mark}${quote}` : mark
}

/** `name: value` and `name = value` lines, with the deeper lines that continue the value. */
function lines(text: string, named: (value: string, name: string) => string): string {
  if (!/[:=]/.test(text)) return text
  const input = text.split('\n')
  const output: string[] = []
  for (let at = 0; at < input.length; at++) {
    const current = input[at] as string
    const match = line.exec(current)
    if (!match || !isPrivateName(match[2] as string)) {
      output.push(current)
      continue
    }
    const [, before, name, between, value] = match as unknown as [string, string, string, string, string]
    const indent = /^[ \t]*/.exec(current)?.[0].length ?? 0
    let end = at + 1
    while (end < input.length && continues(input[end] as string, indent)) end++
    const following = input.slice(at + 1, end)
    const first = following.find((each) => each.trim() !== '') ?? ''
    const isBlock = /^[|>][-+0-9]*\s*(#.*)?$/.test(value)
    const isMapping = value.trim() === '' && (first === '' || /^\s*(- |["']?[\w.-]+["']?:(\s|$))/.test(first))
    if (isMapping || /^[{[&*!]/.test(value.trim())) {
      output.push(current)
      continue
    }
    const whole =
      isBlock || value.trim() === ''
        ? following.map((each) => each.trim()).join('\n')
        : [value.replace(/,\s*$/, ''), ...following].join('\n')
    const comma = following.length === 0 && /,\s*$/.test(value) ? ',' : ''
    const single = following.length === 0 || following.every((each) => each.trim() === '')
    output.push(
      `${before}${name}${between}${single ? quoteLike(whole.trim(), named(whole.trim(), name)) : named(whole, name)}${comma}`,
    )
    at = end - 1
  }
  return output.join('\n')
}

function continues(text: string, indent: number): boolean {
  if (text.trim() === '') return false
  return (/^[ \t]*/.exec(text)?.[0].length ?? 0) > indent
}
