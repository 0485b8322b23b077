import { createHash } from 'node:crypto'
import type { Fingerprint } from '../../secrets/fingerprint.ts'
import { type Redact, redactor } from '../../secrets/redactor.ts'
import { Manifest } from './manifest.ts'
import type { SourceFile, SourceFiles } from './source-files.ts'
import { splitDocuments } from './split-documents.ts'
import { Tree } from './tree.ts'

export interface LoadedTrees {
  readonly base: Tree
  readonly head: Tree
  /** Documents whose text is in this tree only. */
  readonly onlyInBase: readonly Manifest[]
  readonly onlyInHead: readonly Manifest[]
  /** Documents that moved to another file, with the same text. */
  readonly moved: readonly { readonly from: Manifest; readonly to: Manifest }[]
}

/** Characters of unchanged files that are kept rather than read again when a rule asks for them. */
const KEEP = 100_000_000

type Side = SourceFiles & { prefetch?(paths: Iterable<string>): void }

/**
 * Makes two trees that share what has the same bytes. Files, then documents, are compared as bytes first, so that a
 * change of one file in ten thousand parses two files.
 */
export function loadTrees(base: Side, head: Side, fingerprint: Fingerprint): LoadedTrees {
  const redact = redactor(fingerprint)
  const same = new Set<string>()
  const texts = new Map<string, string>()
  let kept = 0
  for (const [path, file] of base.files) {
    const other = head.files.get(path)
    if (!other) continue
    if (file.id !== undefined || other.id !== undefined) {
      if (sameId(file, other)) same.add(path)
      continue
    }
    const text = file.read()
    if (text !== other.read()) continue
    same.add(path)
    kept += text.length
    if (kept <= KEEP) texts.set(path, text)
  }
  const changedOf = (side: Side) => {
    const paths = [...side.files.keys()].filter((path) => !same.has(path))
    side.prefetch?.(paths)
    return new Map(paths.map((path) => [path, manifestsOf(path, (side.files.get(path) as SourceFile).read(), redact)]))
  }
  const changedBase = changedOf(base)
  const changedHead = changedOf(head)

  // The rest is read only if a rule asks for more than what changed; both trees then share it.
  let shared: Map<string, readonly Manifest[]> | undefined
  const textOf = (path: string) => texts.get(path) ?? (base.files.get(path) as SourceFile).read()
  const unchanged = () => {
    if (shared) return shared
    base.prefetch?.(same)
    shared = new Map([...same].map((path) => [path, manifestsOf(path, textOf(path), redact)]))
    return shared
  }
  const all = (side: Side, changed: Map<string, readonly Manifest[]>) => () =>
    [...side.files.keys()].flatMap((path) => changed.get(path) ?? unchanged().get(path) ?? [])
  const { onlyInBase, onlyInHead, moved } = withoutCommon(
    [...changedBase.values()].flat(),
    [...changedHead.values()].flat(),
  )
  return {
    base: new Tree(base.label, all(base, changedBase)),
    head: new Tree(head.label, all(head, changedHead)),
    onlyInBase,
    onlyInHead,
    moved,
  }
}

function manifestsOf(path: string, text: string, redact: Redact): readonly Manifest[] {
  if (/\.json$/i.test(path)) return text.trim() === '' ? [] : [new Manifest(path, text, true, redact)]
  return splitDocuments(text).map((document) => new Manifest(path, document, false, redact))
}

function sameId(a: SourceFile, b: SourceFile): boolean {
  return (a.id ?? blobId(b.id as string, a.read())) === (b.id ?? blobId(a.id as string, b.read()))
}

/** The id that Git would give these bytes, by the same hash as `like`. */
function blobId(like: string, text: string): string {
  const hash = createHash(like.length === 'git:'.length + 64 ? 'sha256' : 'sha1')
  const bytes = Buffer.from(text)
  return `git:${hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex')}`
}

/** Takes out the documents that both lists hold, one for one, whatever file they are in. */
function withoutCommon(
  base: readonly Manifest[],
  head: readonly Manifest[],
): Pick<LoadedTrees, 'onlyInBase' | 'onlyInHead' | 'moved'> {
  const left = new Map<string, Manifest[]>()
  for (const manifest of base) left.set(manifest.text, [...(left.get(manifest.text) ?? []), manifest])
  const moved: { from: Manifest; to: Manifest }[] = []
  const gone = new Set<Manifest>()
  const onlyInHead = head.filter((to) => {
    const same = left.get(to.text) ?? []
    // One in the same file stays where it is, even if a second copy elsewhere goes.
    const at = Math.max(
      same.findIndex(({ file }) => file === to.file),
      same.length > 0 ? 0 : -1,
    )
    const from = same[at]
    if (!from) return true
    same.splice(at, 1)
    gone.add(from)
    if (from.file !== to.file) moved.push({ from, to })
    return false
  })
  return { onlyInBase: base.filter((manifest) => !gone.has(manifest)), onlyInHead, moved }
}
