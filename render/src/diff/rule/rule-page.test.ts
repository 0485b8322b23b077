import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rules } from '../rules/index.ts'
import { rulePage, rulesPage } from './rule-page.ts'

const docs = new URL('../../../../docs/diff/', import.meta.url)
const text = (name: string) => readFileSync(new URL(name, docs), 'utf8')

describe('docs/diff', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('has the page of %s as the rule tells it', (id, rule) => {
    expect(text(`${id}.md`)).toBe(rulePage(rule))
  })

  it('lists all rules, and no page of a rule that is gone', () => {
    expect(text('README.md')).toBe(rulesPage(rules))
    const known = new Set([...rules.map(({ id }) => `${id}.md`), 'README.md', 'json.md', 'diff.schema.json'])
    expect(readdirSync(docs).filter((name) => !known.has(name))).toEqual([])
  })

  it('has a test file with hits and near misses for each rule', () => {
    const inOthers: Record<string, string> = {
      'arch-lost': 'cluster-rules',
      capacity: 'cluster-rules',
      'input-broken': 'input-rules',
      'input-duplicate': 'input-rules',
      'input-unknown-kind': 'input-rules',
    }
    for (const { id } of rules) {
      const file = new URL(`../rules/${inOthers[id] ?? id}.test.ts`, import.meta.url)
      expect(existsSync(file), id).toBe(true)
      const tests = readFileSync(file, 'utf8')
      expect(tests, id).toContain(`describe('${id}'`)
      expect(tests, id).toMatch(/toEqual\(\[\]\)/)
    }
  })

  it('has one rule in each file of rules/, called like the file, and nothing else', () => {
    const files = readdirSync(new URL('../rules/', import.meta.url), { withFileTypes: true })
    const named = files.filter((each) => each.isFile() && !/^index\.ts$|\.test\.ts$/.test(each.name))
    expect(named.map(({ name }) => name).sort()).toEqual(rules.map(({ id }) => `${id}.ts`).sort())
    // A folder holds the parts of the rule that it is called like.
    const parts = files.filter((each) => each.isDirectory()).map(({ name }) => name)
    expect(parts.filter((name) => !rules.some(({ id }) => id === name))).toEqual([])
  })

  it('has ids that nobody mistakes', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
    expect(rules.every(({ id }) => /^[a-z]+(-[a-z]+)*$/.test(id))).toBe(true)
  })
})
