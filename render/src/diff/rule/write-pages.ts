import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rules } from '../rules/index.ts'
import { rulePage, rulesPage } from './rule-page.ts'

// Writes docs/diff/ from the rules: npx tsx render/src/diff/rule/write-pages.ts
const folder = fileURLToPath(new URL('../../../../docs/diff/', import.meta.url))
mkdirSync(folder, { recursive: true })
for (const rule of rules) writeFileSync(`${folder}${rule.id}.md`, rulePage(rule))
writeFileSync(`${folder}README.md`, rulesPage(rules))
