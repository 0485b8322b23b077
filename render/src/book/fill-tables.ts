import type { Rule } from '@ainur/constructs/finding'
import { ruleTable } from './rule-table.ts'

const mark = /<!-- rules: ([a-z-]+) -->[\s\S]*?<!-- end -->/g

/**
 * A page whose tables, each between `<!-- rules: NAME -->` and `<!-- end -->`, are those of the book. What is written
 * around them stays.
 *
 * @throws where the page lacks a table, or has one that the book does not know
 */
export function fillTables(page: string, tables: Readonly<Record<string, readonly Rule[]>>): string {
  const marks = [...page.matchAll(mark)].map(([, name = '']) => name)
  const wrong = [
    ...marks.filter((name) => !(name in tables)).map((name) => `there are no rules called "${name}"`),
    ...Object.keys(tables)
      .filter((name) => !marks.includes(name))
      .map((name) => `"<!-- rules: ${name} --><!-- end -->" is missing`),
  ]
  if (wrong.length > 0) throw new Error(wrong.join('; '))
  return page.replace(
    mark,
    (_, name: string) => `<!-- rules: ${name} -->\n\n${ruleTable(tables[name] ?? [])}\n\n<!-- end -->`,
  )
}
