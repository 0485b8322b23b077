import { dirname, join, normalize } from 'node:path/posix'

/** A source file: path relative to the repository, and its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

interface Import {
  readonly specifier: string
  /** Names in braces; empty for a default or namespace import. */
  readonly names: readonly string[]
}

/** Folders of constructs that render may know: what an object is, not which systems there are. */
const KNOWN_TO_RENDER = ['app', 'cluster', 'distribution', 'finding', 'placement']

/** No app: it starts the program. */
const ENTRY = 'apps/main.ts'

/** Benchmarks measure everything, so they know everything. */
const BENCH = 'render/bench/'

const IMPORT = /\b(?:import|export)\s(?:type\s)?([^'";]*?)\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g
const EXPORT = /^export (?:abstract |async |declare )*(?:class|function|const|let|interface|type|enum) (\w+)/gm

/**
 * Imports that point the wrong way.
 *
 * `constructs/src/cluster` knows nothing of constructs but the facts of the distributions; constructs know neither render,
 * apps nor test; render knows objects and the definition, but no particular system; apps know constructs alone. Tests of a
 * folder may use the helpers in another one's `testing/`.
 */
export function misdirectedImports(files: readonly SourceFile[]): string[] {
  const homes = homesOfExports(files)
  const bound = files.filter(({ path }) => path !== ENTRY && !path.startsWith(BENCH))
  return bound.flatMap((file) =>
    importsOf(file.text).flatMap(({ specifier, names }) => {
      const target = resolve(file.path, specifier)
      const why = complaint(file.path, target) ?? systemComplaint(file.path, target, names, homes)
      return why ? [`${file.path} imports '${specifier}': ${why}`] : []
    }),
  )
}

function complaint(from: string, to: string): string | null {
  if (isTest(from) && to.includes('/testing/')) return null
  const room = roomOf(from)
  const target = roomOf(to)
  if (target === null) return null
  if (from.startsWith('constructs/src/cluster/')) {
    return /^constructs\/src\/(cluster|distribution|finding)\//.test(to)
      ? null
      : 'the definition knows nothing of constructs'
  }
  const allowed = ALLOWED[room ?? '']
  if (allowed && !allowed.includes(target)) return `${room} may import ${allowed.join(' and ')}, not ${target}`
  if (room === 'render' && to.startsWith('constructs/src/')) return "import it from '@ainur/constructs'"
  return null
}

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  constructs: ['constructs'],
  render: ['render', 'constructs'],
  apps: ['apps', 'constructs'],
}

/** Names that render takes from the package, one by one: `export *` in its index hides where they come from. */
function systemComplaint(
  from: string,
  to: string,
  names: readonly string[],
  homes: ReadonlyMap<string, string>,
): string | null {
  if (roomOf(from) !== 'render' || isTest(from) || to !== '@ainur/constructs') return null
  const foreign = names.filter((name) => !KNOWN_TO_RENDER.includes(homes.get(name) ?? KNOWN_TO_RENDER[0] ?? ''))
  return foreign.length > 0 ? `render knows no particular system, such as ${foreign.join(', ')}` : null
}

/** Exported name -> folder of constructs/src that defines it. */
function homesOfExports(files: readonly SourceFile[]): Map<string, string> {
  const homes = new Map<string, string>()
  for (const { path, text } of files) {
    const folder = /^constructs\/src\/([^/]+)\//.exec(path)?.[1]
    if (!folder || isTest(path)) continue
    for (const [, name = ''] of text.matchAll(EXPORT)) {
      // A name that two folders use is taken for the one that render may know.
      if (!KNOWN_TO_RENDER.includes(homes.get(name) ?? '')) homes.set(name, folder)
    }
  }
  return homes
}

/** All imports and re-exports of a module, types and import() included. */
function importsOf(text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, clause = '', from, bare]) => ({
    specifier: from ?? bare ?? '',
    names: (/\{([^}]*)\}/.exec(clause)?.[1] ?? '')
      .split(',')
      .map((name) =>
        name
          .trim()
          .replace(/^type\s+/, '')
          .replace(/\s+as\s.*$/, ''),
      )
      .filter(Boolean),
  }))
}

function resolve(from: string, specifier: string): string {
  return specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : specifier
}

/** Top folder of a path, or the folder of a package of ours; null for anything else. */
function roomOf(path: string): string | null {
  const own = /^@ainur\/(\w+)/.exec(path)?.[1]
  if (own) return own
  return /^(apps|bootstrap|constructs|render|test)\//.exec(path)?.[1] ?? null
}

/** Tests know more than what they test. */
function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.includes('/testing/')
}
