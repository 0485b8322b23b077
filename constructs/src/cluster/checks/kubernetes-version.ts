import parse from 'semver/functions/parse.js'
import type { Draft } from '../draft.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const invalid = errorRule('kubernetes-version-invalid')
const unsupported = errorRule('kubernetes-version-unsupported')

const path = 'kubernetes.version'
/** Minor versions of Kubernetes that the rendered objects are checked against. */
const supportedMinors = [34, 35, 36] as const

/** The version is pinned to the patch, and k3s' own to its build. */
export function checkKubernetesVersion({ kubernetes }: Draft): Problem[] {
  const { version, distribution } = kubernetes ?? {}
  if (version === undefined) return []
  const parsed = /^v\S+$/.test(version) ? parse(version) : null
  const example = distribution === 'k3s' ? 'v1.36.3+k3s1' : 'v1.36.3'
  if (!parsed) {
    const meant = parse(`v${version.trim()}`)
    const build =
      distribution === 'k3s' && meant?.build.length === 0 ? '+k3s1' : meant?.build.map((part) => `+${part}`)[0]
    const remedy = meant ? `Write it as "v${meant.version}${build ?? ''}".` : `Write it like "${example}".`
    return [invalid(path, `${quote(version)} is no full version; allowed is one such as ${example}`, remedy)]
  }
  const k3sBuild = /^k3s\d+$/.test(parsed.build.join('.'))
  if (distribution === 'k3s' && !k3sBuild) {
    const message = `${quote(version)} is no release of k3s; allowed are versions that end in +k3s1 or a later build`
    return [invalid(path, message, `Write it as "v${parsed.version}+k3s1".`)]
  }
  if (distribution !== undefined && distribution !== 'k3s' && parsed.build.length > 0) {
    const message = `${quote(version)} is a build of another distribution; ${distribution} takes a plain version`
    return [invalid(path, message, `Write it as "v${parsed.version}".`)]
  }
  if (parsed.prerelease.length > 0) {
    return [invalid(path, `${quote(version)} is a pre-release; allowed are releases`, 'Choose a release.')]
  }
  if (parsed.major === 1 && supportedMinors.some((minor) => minor === parsed.minor)) return []
  const range = `1.${supportedMinors[0]} to 1.${supportedMinors.at(-1)}`
  const message = `${quote(version)} is Kubernetes ${parsed.major}.${parsed.minor}; allowed are ${range}`
  return [unsupported(path, message, 'Choose one of these; the rendered objects are checked against no other.')]
}
