import { clean, diff, gt, prerelease, rcompare } from 'semver'

export interface NewerVersion {
  /** As its author wrote it. */
  readonly version: string
  /** The largest part that changes. */
  readonly step: 'patch' | 'minor' | 'major'
}

/**
 * The newest version with the same minor, and the newest of all, where those are newer than the pinned one; what is not
 * a version or is a pre-release does not count. The newest comes last.
 */
export function newerVersions(pinned: string, versions: readonly string[]): NewerVersion[] {
  const current = clean(pinned)
  if (!current) return []
  const newer = versions
    .flatMap((version) => {
      const plain = clean(version)
      return plain && !prerelease(plain) && gt(plain, current) ? [{ version, plain, step: stepTo(current, plain) }] : []
    })
    .sort((a, b) => rcompare(a.plain, b.plain))
  const patch = newer.find(({ step }) => step === 'patch')
  const picked = patch && patch !== newer[0] ? [patch, newer[0]] : [newer[0]]
  return picked.flatMap((one) => (one ? [{ version: one.version, step: one.step }] : []))
}

function stepTo(from: string, to: string): NewerVersion['step'] {
  const step = diff(from, to)
  return step === 'major' || step === 'minor' ? step : 'patch'
}
