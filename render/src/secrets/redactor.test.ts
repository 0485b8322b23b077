import { describe, expect, it } from 'vitest'
import { toHtml } from '../diff/output/to-html.ts'
import { toJson } from '../diff/output/to-json.ts'
import { toMarkdown } from '../diff/output/to-markdown.ts'
import { toTerminal } from '../diff/output/to-terminal.ts'
import { diffYaml } from '../diff/testing/diff-yaml.ts'
import { deployment, named, yaml } from '../diff/testing/objects.ts'
import { secretPlaces } from '../diff/testing/secret-places.ts'
import { redactor } from './redactor.ts'

const redact = redactor(() => '‹secret 00000000›')
const before = 'Zq7x9KpA4Lm2Rt'
const after = 'Wv3b8NhC5Js6Yd'

function everyFormat(base: string, head: string): string {
  const result = diffYaml(base, head)
  return [
    ...toMarkdown(result),
    toHtml(result),
    toTerminal(result, { colors: false, columns: 80 }),
    JSON.stringify(toJson(result)),
  ].join('\n')
}

/** The text itself, and what base64 makes of it at each offset. */
function formsOf(secret: string): string[] {
  const encoded = [0, 1, 2].map((offset) =>
    Buffer.from(`${'#'.repeat(offset)}${secret}`)
      .toString('base64')
      .slice(4, -4),
  )
  return [secret, secret.slice(3, -3), ...encoded]
}

describe('redactor', () => {
  it.each(secretPlaces)('shows that a secret changes in %s, but not the secret', (_, object) => {
    for (const [base, head] of [
      [yaml(object(before)), yaml(object(after))],
      ['', yaml(object(after))],
      [yaml(object(before)), ''],
    ] as const) {
      const shown = everyFormat(base, head)
      for (const form of [...formsOf(before), ...formsOf(after)]) expect(shown).not.toContain(form)
      expect(shown).toContain('‹secret ')
    }
  })

  const config = (text: string) => named('v1', 'ConfigMap', 'c', { data: { 'a.yaml': text } })
  const certificate = Buffer.from('-----BEGIN CERTIFICATE-----\nMIIBszCCAVmg\n').toString('base64')
  it.each([
    ['prose about tokens', config('note: Bearer authentication is used, the token expires after a while.\n')],
    ['a digest', config(`image: web@sha256:${'0a1b2c3d'.repeat(8)}\n`)],
    ['a certificate', config(`caBundle: ${certificate}\n`)],
    ['ids of a user and a group', deployment({ container: { args: ['chown', '--user', '1000:1000'] } })],
    ['a port', deployment({ container: { args: ['ssh', '-p', '2222', 'git@git.example'] } })],
    ['the user of a repository', config('repo: ssh://git@git.example:22/me/lab.git\n')],
    ['how tokens are used', config('expiry:\n  refreshTokens:\n    reuseInterval: 3s\n    validIfNotUsedFor: 2160h\n')],
    ['where a secret comes from', config('a: $(PASSWORD)\nurl: postgres://u:$(PASSWORD)@db/x\n')],
    ['a checksum', named('v1', 'ConfigMap', 'c', {}, { annotations: { 'checksum/config': '9f86d081884c7d65' } })],
    [
      'the words of a schema',
      named('example.io/v1', 'X', 'x', { openAPIV3Schema: { tokens: { description: 'a map' } } }),
    ],
  ])('leaves %s alone', (_, object) => {
    const copy = structuredClone(object)
    expect(redact(copy as never)).toEqual([])
    expect(copy).toEqual(object)
  })

  it.each([
    ['is hidden', 'password: hunter22\n'],
    ['is only told, since it is a reference', 'passwords:\n  admin: $(ADMIN)\n'],
  ])('tells each place of a text of which a part %s', (_, text) => {
    const object = named('v1', 'ConfigMap', 'c', { data: { a: text, b: text } })
    const paths = redact(object as never).map(({ path }) => path)
    expect(paths).toEqual(['data.a', 'data.b'])
  })

  it('never takes the identity of an object for a repetition of a secret', () => {
    const object = named('v1', 'ConfigMap', before, { data: { password: before, note: `see ${before}` } })
    redact(object as never)
    expect(object).toEqual(
      named('v1', 'ConfigMap', before, { data: { password: '‹secret 00000000›', note: 'see ‹secret 00000000›' } }),
    )
  })
})
