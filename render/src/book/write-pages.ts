import { readFileSync, writeFileSync } from 'node:fs'
import { pages } from './pages.ts'

// Writes what `docs/` says about rules: npm run docs
const docs = new URL('../../../docs/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, docs), 'utf8')
for (const [path, text] of pages(read)) writeFileSync(new URL(path, docs), text)
