/**
 * Makes the files in `../generated/` from the sources that `sources.ts` pins; see the README beside this file.
 *
 * With `--check` it writes nothing and exits 1 if the files do not say what the sources say.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { brotliDecompressSync } from 'node:zlib'
import { stableJson } from '../../text/stable-json.ts'
import { compress } from './compress.ts'
import { generatedFiles } from './generated-files.ts'

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const folder = fileURLToPath(new URL('../generated/', import.meta.url))
const { index, files } = generatedFiles()

const wanted = new Map<string, string>([['index.json', `${stableJson(index, 1)}\n`]])
for (const [name, file] of Object.entries(files)) wanted.set(`${name}.json.br`, stableJson(file))

mkdirSync(folder, { recursive: true })
const present = readdirSync(folder)
if (values.check) {
  // Contents are compared rather than bytes: another brotli release may pack the same JSON differently.
  const stale = [...wanted].filter(([name, text]) => !present.includes(name) || readText(name) !== text)
  const surplus = present.filter((name) => !wanted.has(name))
  const wrong = [...stale.map(([name]) => `${name}: stale or missing`), ...surplus.map((name) => `${name}: surplus`)]
  for (const line of wrong) console.error(line)
  if (wrong.length > 0) {
    console.error('run the generator without --check and commit what it writes')
    process.exitCode = 1
  }
} else {
  for (const name of present) if (!wanted.has(name)) rmSync(join(folder, name))
  for (const [name, text] of wanted) {
    const bytes = name.endsWith('.br') ? compress(text) : Buffer.from(text)
    writeFileSync(join(folder, name), bytes)
    console.error(`${name}: ${text.length} characters of JSON, ${bytes.length} bytes`)
  }
}

function readText(name: string): string {
  const bytes = readFileSync(join(folder, name))
  return (name.endsWith('.br') ? brotliDecompressSync(bytes) : bytes).toString('utf8')
}
