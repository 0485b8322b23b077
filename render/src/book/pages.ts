import { book } from './book.ts'
import { definitionPage } from './definition-page.ts'
import { diffIndex, diffPage } from './diff-page.ts'
import { fillTables } from './fill-tables.ts'

/**
 * The pages that are written from the rules, by their path below `docs/`.
 *
 * @param read the text of a page that is written by hand but for its tables
 */
export function pages(read: (path: string) => string): Map<string, string> {
  return new Map([
    ['definition-rules.md', definitionPage(book.definition)],
    ['checks.md', fillTables(read('checks.md'), book.tree)],
    ['diff/README.md', diffIndex(book.diff)],
    ...book.diff.map((rule) => [`diff/${rule.id}.md`, diffPage(rule)] as const),
  ])
}
