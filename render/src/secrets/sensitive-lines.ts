import { isLiteralCredential } from './looks-literal.ts'

const assignment = /^\s*(?:-\s+)?(?:export\s+)?["']?([A-Za-z_][\w.-]*)["']?\s*(?::\s+|=\s*|:\s*(?="))(.+?),?\s*$/
/** What YAML writes before or instead of a value: tags, aliases, anchors, lists, blocks. */
const syntax = /^[!*&[|>]/

/** Names in a configuration text (YAML, JSON, INI, environment file) that are given a literal credential. */
export function sensitiveLines(text: string): { readonly line: number; readonly name: string }[] {
  return text.split('\n').flatMap((content, index) => {
    if (/^\s*(?:#|;|\/\/)/.test(content)) return []
    const match = assignment.exec(content)
    if (!match) return []
    const [, name = '', raw = ''] = match
    const value = raw.replace(/\s+#.*$/, '')
    return !syntax.test(value) && isLiteralCredential(name, value) ? [{ line: index + 1, name }] : []
  })
}
