import { coerce, major, minor, parse, type SemVer, validRange } from 'semver'

/** What kind of revision a chart or a repository is fetched at. */
export type Revision =
  | { readonly kind: 'version'; readonly version: SemVer; readonly prefix: string; readonly text: string }
  /** One commit. */
  | { readonly kind: 'commit'; readonly text: string }
  /** Whatever is the newest at the time: a range, a branch, nothing. */
  | { readonly kind: 'moving'; readonly text: string }
  /** A tag or a branch whose name is not a version. */
  | { readonly kind: 'name'; readonly text: string }

const branches =
  /^(HEAD|main|master|trunk|develop|devel|dev|next|edge|nightly|rolling|stable|latest|release|production|staging|gh-pages)$/i

/** @see https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/ */
export function revisionOf(value: unknown): Revision {
  const written = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
  const text = written.replace(/^refs\/(tags|heads)\//, '')
  // Longer than any version: not worth parsing.
  if (text.length > 200) return { kind: 'name', text: `${[...text].slice(0, 60).join('')}…` }
  if (text === '') return { kind: 'moving', text: 'the newest one' }
  if (written.startsWith('refs/heads/') || branches.test(text)) return { kind: 'moving', text }
  if (/^(?=.*[a-f])[0-9a-f]{7,40}$|^[0-9a-f]{40}$/.test(text)) return { kind: 'commit', text }
  const [, prefix = '', rest = ''] = /^(|v|.*?[-_/]v?)(\d.*)$/i.exec(text) ?? []
  const version = exact(rest)
  if (version) return { kind: 'version', version, prefix: prefix.replace(/v$/i, ''), text }
  return validRange(text) === null ? { kind: 'name', text } : { kind: 'moving', text }
}

/** `1.2` and `2024.01.05` count as versions, too; `1.x` is a range. */
function exact(text: string): SemVer | null {
  return parse(text, { loose: true }) ?? (/^\d+(\.\d+){0,2}$/.test(text) ? coerce(text) : null)
}

/** How far one version is from another. */
export interface Step {
  readonly isBack: boolean
  /** `a patch version`, `a major version`; undefined where the parts of the version mean nothing, as in dates. */
  readonly what?: string
  /** Whether the publisher announces that something may break. */
  readonly mayBreak: boolean
  /** Versions of the same rank that are left out in between, such as `2 major versions`. */
  readonly skipped?: { readonly rank: 'major' | 'minor'; readonly count: number }
}

/** @see https://semver.org/ */
export function stepBetween(from: SemVer, to: SemVer): Step | undefined {
  const order = to.compare(from)
  if (order === 0) return undefined
  const isBack = order < 0
  if (Math.min(from.major, to.major) >= 1900) return { isBack, mayBreak: false }
  const [majors, minors] = [major(to) - major(from), minor(to) - minor(from)]
  if (majors !== 0) return { isBack, what: 'a major version', mayBreak: true, ...skip('major', majors) }
  if (minors !== 0)
    return { isBack, what: 'a minor version', mayBreak: to.major === 0 && !isBack, ...skip('minor', minors) }
  return { isBack, what: from.patch === to.patch ? 'another build of one version' : 'a patch version', mayBreak: false }
}

function skip(rank: 'major' | 'minor', steps: number): Pick<Step, 'skipped'> {
  return Math.abs(steps) > 1 ? { skipped: { rank, count: Math.abs(steps) - 1 } } : {}
}
