import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Rule } from '@ainur/constructs/finding'
import { describe, expect, it } from 'vitest'
import { book } from './book.ts'
import { fillTables } from './fill-tables.ts'
import { pages } from './pages.ts'

const root = new URL('../../../', import.meta.url)
const docs = new URL('docs/', root)
const rulesDir = new URL('render/src/diff/rules/', root)
const read = (path: string) => readFileSync(new URL(path, docs), 'utf8')

const parts: Readonly<Record<string, readonly Rule[]>> = {
  definition: book.definition.flatMap(({ rules }) => rules),
  tree: Object.values<readonly Rule[]>(book.tree).flat(),
  diff: [...book.diff, ...book.diffItself],
}
const all = Object.values(parts).flat()

const files = ['constructs/src/', 'render/src/', 'test/'].flatMap((folder) =>
  readdirSync(fileURLToPath(new URL(folder, root)), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: folder + path, text: readFileSync(new URL(folder + path, root), 'utf8') })),
)
const isTest = (path: string) => /\.test\.ts$|\.fixture\.ts$|\/(?:fixtures|testing)\//.test(path)
const tests = files.filter(({ path }) => isTest(path))
const sources = files.filter(({ path }) => !isTest(path))

/** Phrases that texts must not have: plain English says "X is not a field of Y" and "is defined in". */
const odd = /(?<!there )\b(?:is|are) no (?!longer)|\bstands? (?:in|for)\b/i

describe('the pages about rules', () => {
  const written = pages(read)

  it.each([...written])('docs/%s is what "npm run docs" writes', (path, text) => {
    expect(read(path)).toBe(text)
  })

  it('are those of rules that exist', () => {
    const known = new Set([...written.keys(), 'diff/json.md', 'diff/diff.schema.json'])
    expect(readdirSync(new URL('diff/', docs)).filter((name) => !known.has(`diff/${name}`))).toEqual([])
  })

  it('keep what is written around a table, and miss a table that has no place or no rules', () => {
    const [rule] = all as [Rule]
    const page = 'before\n<!-- rules: a -->old<!-- end -->\nafter\n'
    expect(fillTables(page, { a: [rule] })).toMatch(
      /^before\n<!-- rules: a -->\n\n\| rule [\s\S]*<!-- end -->\nafter\n$/,
    )
    expect(() => fillTables(page, { a: [], b: [] })).toThrow('"<!-- rules: b --><!-- end -->" is missing')
    expect(() => fillTables(page, {})).toThrow('there are no rules called "a"')
  })
})

describe('the book of rules', () => {
  it.each(Object.entries(parts))('has each id once, and texts of one form (%s)', (_, rules) => {
    const ids = rules.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
    for (const { id, title, why, remedy } of rules) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(title, id).not.toMatch(/\.$/)
      expect(why, id).toMatch(/\.$/)
      expect(`${title} ${why} ${remedy}`, id).not.toMatch(odd)
    }
  })

  it('has every rule that is declared anywhere', () => {
    const declared = sources.flatMap(({ text }) =>
      [...text.matchAll(/(?:defineRule|refusal)\(\s*'([^']+)'/g)].map(([, id]) => id),
    )
    expect(declared.length).toBeGreaterThan(200)
    expect(declared.sort()).toEqual(all.map(({ id }) => id).sort())
  })

  it('is the only place that findings come from', () => {
    const made = sources.filter(({ text }) => /\brule: ['"`]/.test(text))
    expect(made.map(({ path }) => path)).toEqual([])
  })

  it('is told in plain English, messages of findings included', () => {
    const rooms =
      /^(constructs\/src\/(app|cluster|container-app)|render\/src\/(accept|book|charts|checks|diff|images|inflate|known-systems|passes|pipeline|schema))\//
    const lines = sources
      .filter(({ path }) => rooms.test(path) && !path.includes('/generated/'))
      .flatMap(({ path, text }) => text.split('\n').map((line) => ({ path, line: line.trim() })))
      .filter(({ line }) => !/^(?:\*|\/\/|\/\*)/.test(line) && /['"`]/.test(line))
    expect(lines.filter(({ line }) => odd.test(line)).map(({ path, line }) => `${path}: ${line}`)).toEqual([])
  })

  it('has no rule that no test names', () => {
    const words = new Set(tests.flatMap(({ text }) => text.match(/[a-z0-9]+(?:-[a-z0-9]+)*/g) ?? []))
    expect(all.map(({ id }) => id).filter((id) => !words.has(id))).toEqual([])
  })
})

describe('rules of the diff', () => {
  it('have a test file with hits and near misses each', () => {
    const inOthers: Record<string, string> = {
      'arch-lost': 'cluster-rules',
      capacity: 'cluster-rules',
      'input-broken': 'input-rules',
      'input-duplicate': 'input-rules',
      'input-unknown-kind': 'input-rules',
    }
    for (const { id } of book.diff) {
      const file = new URL(`${inOthers[id] ?? id}.test.ts`, rulesDir)
      expect(existsSync(file), id).toBe(true)
      const text = readFileSync(file, 'utf8')
      expect(text, id).toContain(`describe('${id}'`)
      expect(text, id).toMatch(/toEqual\(\[\]\)/)
    }
  })

  it('are defined one in each file of rules/, which has the name of its rule', () => {
    const files = readdirSync(rulesDir, { withFileTypes: true })
    const named = files.filter((each) => each.isFile() && !/^index\.ts$|\.test\.ts$/.test(each.name))
    expect(named.map(({ name }) => name).sort()).toEqual(book.diff.map(({ id }) => `${id}.ts`).sort())
    // A folder holds the parts of the rule that has its name.
    const folders = files.filter((each) => each.isDirectory()).map(({ name }) => name)
    expect(folders.filter((name) => !book.diff.some(({ id }) => id === name))).toEqual([])
  })
})
