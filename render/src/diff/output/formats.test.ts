import { describe, expect, it } from 'vitest'
import { diffYaml } from '../testing/diff-yaml.ts'
import { application, claim, deployment, named, storageClass, tree, yaml } from '../testing/objects.ts'
import { toHtml } from './to-html.ts'
import { toJson } from './to-json.ts'
import { toMarkdown } from './to-markdown.ts'
import { toTerminal } from './to-terminal.ts'

const map = (name: string, value: unknown) => named('v1', 'ConfigMap', name, { data: { x: value } })
const small = () =>
  diffYaml(
    tree([application('web')], claim('films', 'longhorn'), storageClass('longhorn'), map('a', '1')),
    tree([application('web')], storageClass('longhorn'), map('a', '2'), map('b', '1')),
  )
const forged =
  '](https://evil.example) @someone #12 <img src=x onerror=alert(1)> `x` **b** \u202Egnp www.evil.example deadbeefdeadbeef </summary> | \n```\n# heading\n> [!CAUTION]'
const hostile = () =>
  diffYaml(
    yaml(map('a', '1')),
    yaml(
      { apiVersion: 'v1', kind: `Config ${forged}`, metadata: { name: forged, namespace: forged }, data: {} },
      map('a', `${forged}\n\u001b[31mred`),
      deployment({ image: `${forged}:latest` }),
    ),
  )

describe('toJson', () => {
  it('follows the contract', () => {
    const json = toJson(small()) as Record<string, unknown>
    expect(json).toMatchObject({
      summary: { added: 1, removed: 1, changed: 1 },
      objects: [
        {
          change: 'changed',
          object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'media', name: 'a' },
          paths: [{ path: 'data.x', before: '1', after: '2' }],
          app: 'web',
          effect: 'patch',
        },
        { change: 'added', object: { name: 'b' }, paths: [], effect: 'create' },
        { change: 'removed', object: { name: 'films' }, paths: [], effect: 'delete' },
      ],
      findings: [
        {
          rule: 'data-loss',
          severity: 'error',
          object: { kind: 'PersistentVolumeClaim' },
          path: '',
          message: expect.any(String),
          remedy: expect.any(String),
        },
      ],
      hidden: [],
    })
  })
})

describe('toTerminal', () => {
  it('starts with one sentence, then the findings, then the objects', () => {
    const lines = toTerminal(small(), { colors: false, columns: 200 }).split('\n')
    expect(lines[1]).toBe(
      '1 object added, 1 changed, 1 removed; 1 error. First of all: data-loss, PersistentVolumeClaim media/films.',
    )
    expect(lines.indexOf('✗ PersistentVolumeClaim media/films  data-loss')).toBeGreaterThan(1)
    expect(lines).toContain('- PersistentVolumeClaim media/films is deleted')
    expect(lines).toContain('      + 2')
  })

  it('keeps prose within the width', () => {
    const prose = toTerminal(small(), { colors: false, columns: 50 }).split('\n')
    expect(prose.filter((line) => line.length > 50 && line.includes(' ') && !line.includes('data-loss'))).toEqual([])
  })

  it('colours only when asked, and passes on no escape sequence of the change', () => {
    const esc = String.fromCharCode(27)
    expect(toTerminal(hostile(), { colors: false, columns: 80 })).not.toContain(esc)
    expect(toTerminal(small(), { colors: true, columns: 80 })).toContain(`${esc}[31m`)
    expect(toTerminal(hostile(), { colors: false, columns: 80 })).toContain('\\u202e')
  })

  it('says it when nothing changes', () => {
    expect(toTerminal(diffYaml(yaml(map('a', '1')), yaml(map('a', '1'))), { colors: false, columns: 80 })).toContain(
      'Nothing changes in the cluster.',
    )
  })
})

describe('toMarkdown', () => {
  it('lets no name be so long that its rest leaves its code span, or its part the limit of the forge', () => {
    const long = '@someone <b>x</b> ![a](http://evil.example) '.repeat(3_000)
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: long, namespace: long } }
    const parts = toMarkdown(
      diffYaml(
        {},
        { [`${long.replaceAll('/', '')}.yaml`]: yaml({ ...secret, stringData: { [long]: 'hunter2hunter2' } }) },
      ),
    )
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(65_536)
    for (const part of parts) {
      expect(part.replace(/`[^`]*`/g, '')).not.toMatch(/@someone|<b>x|!\[a\]\(/)
      expect(part).toContain('more characters: see --format json)')
    }
  })

  it('halves no character where a long value goes on in the next part', () => {
    const parts = toMarkdown(diffYaml(yaml(map('a', 'a')), yaml(map('a', `a${'😀'.repeat(80_000)}`))))
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.every((part) => !/[\ud800-\udbff](?![\udc00-\udfff])/.test(part))).toBe(true)
  })

  it('lets no name forge markup, a link, a heading, an alert or a mention', () => {
    const text = (toMarkdown(hostile())[0] ?? '').replaceAll('&#8203;', '\u200b')
    // Text in code is shown as it is.
    const outside = text
      .replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, '')
      .replace(/(?<![`\\])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
    expect(outside).not.toMatch(/@\w|(?<!\\)\]\(|<img|#\d|https?:\/\/|www\.|deadbeefdeadbeef/)
    expect(outside.match(/<\/summary>/g)?.length).toBe(outside.match(/<summary>/g)?.length)
    expect(outside).not.toMatch(/^# heading|^> \[!CAUTION\]$(?!\n> \*\*)/m)
    expect(text).not.toContain('\u202e')
  })

  it('closes no fence early', () => {
    const [text = ''] = toMarkdown(hostile())
    expect(text).toContain('\n````diff\n')
  })

  it('cuts a large result into parts under the limit and loses nothing', () => {
    const values = (side: string) =>
      Array.from({ length: 800 }, (_, i) => map(`c${i}`, `${side}-${i}-${'x'.repeat(i % 300)}`))
    const result = diffYaml(yaml(...values('old')), yaml(...values('new')))
    const parts = toMarkdown(result)
    expect(parts.length).toBeGreaterThan(3)
    for (const [index, part] of parts.entries()) {
      expect(part.length).toBeLessThanOrEqual(60_000)
      expect(part.match(/<details>/g)?.length ?? 0).toBe(part.match(/<\/details>/g)?.length ?? 0)
      if (index > 0) expect(part).toContain(`part ${index + 1} of ${parts.length}`)
    }
    const whole = parts.join('\n')
    for (const { object, paths } of result.objects) {
      expect(whole).toContain(`\`ConfigMap media/${object.name}\``)
      expect(whole).toContain(`+ ${paths[0]?.after}`)
    }
  })

  it('cuts a single value that is longer than a part', () => {
    const long = Array.from({ length: 9000 }, (_, i) => `line ${i} of a long text`).join('\n')
    const parts = toMarkdown(diffYaml(yaml(map('a', 'x')), yaml(map('a', long))))
    expect(parts.every((part) => part.length <= 60_000)).toBe(true)
    expect(parts.join('\n').match(/^\+ line \d+ of/gm)).toHaveLength(9000)
    const endless = toMarkdown(diffYaml(yaml(map('a', 'x')), yaml(map('a', 'y'.repeat(150_000)))))
    expect(endless.every((part) => part.length <= 60_000)).toBe(true)
    expect(endless.join('').match(/y/g)?.length).toBeGreaterThanOrEqual(150_000)
  })

  it('shows one line for three thousand objects that change alike, and the one that matters first', () => {
    const chart = (version: string, last: string) => [
      ...Array.from({ length: 3000 }, (_, i) => named('v1', 'ConfigMap', `c${i}`, { data: { chart: version } })),
      deployment({ pod: { serviceAccountName: last } }),
      ...(last === 'b' ? [deployment({ name: 'evil', container: { securityContext: { privileged: true } } })] : []),
    ]
    const text = toMarkdown(diffYaml(yaml(...chart('1', 'a')), yaml(...chart('2', 'b')))).join('\n')
    expect(text.indexOf('security-lowered')).toBeLessThan(1000)
    expect(text).toContain('and 2999 more alike')
    expect(text.match(/@@ data\.chart @@/g)).toHaveLength(1)
  })

  it('joins what changes alike although there is something to know about each, and counts all of that', () => {
    const chart = (version: string) =>
      Array.from({ length: 300 }, (_, i) => deployment({ name: `d${i}`, image: `registry.example/web:1.0.${version}` }))
    const text = toMarkdown(diffYaml(yaml(...chart('1')), yaml(...chart('2')))).join('\n')
    expect(text).toContain('<summary>300 more to know</summary>')
    expect(text).toContain('and 299 more alike')
    expect(text.match(/@@ .*image @@/g)).toHaveLength(1)
  })
})

describe('toHtml', () => {
  it('is one page without anything from elsewhere', () => {
    const page = toHtml(small())
    expect(page).not.toMatch(/<(link|img|iframe)|src=|@import|url\(/)
    expect(page).toContain("default-src 'none'")
  })

  it('escapes all text of the change', () => {
    const page = toHtml(hostile())
    expect(page).not.toContain('<img')
    expect(page.match(/<\/summary>/g)?.length).toBe(page.match(/<summary>/g)?.length)
  })
})
