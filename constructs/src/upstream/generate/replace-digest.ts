import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('../../', import.meta.url))

/** Replaces `before` by `after` in the record that holds it. Throws unless exactly one record does. */
export function replaceDigest(before: string, after: string, root = src): void {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(^|[/\\])upstream\.ts$/.test(path),
  )
  const holders = files.filter((path) => readFileSync(join(root, path), 'utf8').includes(before))
  const [holder] = holders
  if (!holder || holders.length > 1)
    throw new Error(`SHA-256 ${before} is in ${holders.join(', ') || 'no upstream.ts'}`)
  const text = readFileSync(join(root, holder), 'utf8')
  writeFileSync(join(root, holder), text.replaceAll(before, after))
}
