import type { Chapter } from '@ainur/constructs/finding'
import { ruleTable } from './rule-table.ts'

/** `docs/definition-rules.md`. */
export function definitionPage(chapters: readonly Chapter[]): string {
  const parts = chapters.map(({ title, rules }) => `## ${title}\n\n${ruleTable(rules)}\n`)
  return `# Rules of a definition

What \`defineCluster\` and the systems of a cluster refuse or warn of. Errors stop the rendering, warnings are shown. No rule can be switched off, because each names something that will not work or that somebody would be sorry for; a warning can be [accepted](checks.md#accept-a-finding). This page is written from the rules (\`npm run docs\`), and a test holds it to them.

${parts.join('\n')}`
}
