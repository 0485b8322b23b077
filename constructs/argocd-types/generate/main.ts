/**
 * Makes `../src/generated/types.ts` from Argo CD's own CRDs; see the README. With `--check` it writes nothing and exits
 * 1 if the file is not what the CRDs give.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parseAllDocuments } from 'yaml'
import * as choices from './choices.ts'
import { interfaces } from './interfaces.ts'
import type { RawSchema } from './raw-schema.ts'
import { source } from './source.ts'

interface Crd {
  readonly spec: {
    readonly names: { readonly kind: string }
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: RawSchema } }[]
  }
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const target = fileURLToPath(new URL('../src/generated/types.ts', import.meta.url))
const directory = process.env.AINUR_CRDS
if (!directory) throw new Error(`AINUR_CRDS is not set: name the directory that holds ${source.file}`)

const bytes = readFileSync(join(directory, source.file))
const sha256 = createHash('sha256').update(bytes).digest('hex')
if (sha256 !== source.sha256) {
  throw new Error(`${source.file}: SHA-256 is ${sha256}, source.ts pins ${source.sha256}: take the pinned file`)
}
const crds = parseAllDocuments(bytes.toString('utf8')).flatMap((document) => (document.toJS() as Crd | null) ?? [])
const roots = Object.fromEntries(
  ['Application.spec', 'Application.status', 'AppProject.spec', 'ApplicationSet.spec'].map((path) => {
    const [kind, part = ''] = path.split('.')
    const version = crds.find((crd) => crd.spec.names.kind === kind)?.spec.versions[0]
    const schema = version?.schema.openAPIV3Schema.properties?.[part]
    if (!schema) throw new Error(`${source.file}: no schema of ${path}`)
    return [path, schema]
  }),
)
const header = `// Made by generate/main.ts from ${source.source} ${source.tag} (SHA-256 ${sha256}). Do not edit.\n\n`
const text = header + interfaces(roots, choices)
if (!values.check) {
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, text)
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('src/generated/types.ts is stale: run the generator without --check and commit what it writes')
  process.exitCode = 1
}
