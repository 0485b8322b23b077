import parse from 'semver/functions/parse.js'
import { distributionOf } from '../../distribution/distributions.ts'
import type { Draft } from '../draft.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const invalid = errorRule('kubernetes-version-invalid')
const unsupported = errorRule('kubernetes-version-unsupported')

const path = 'kubernetes.version'

/** The version is pinned to the patch, and to the build where the distribution has builds of its own. */
export function checkKubernetesVersion({ kubernetes }: Draft): Problem[] {
  const text = kubernetes?.version
  // Without a distribution nobody can say what its versions look like.
  if (text === undefined || kubernetes?.distribution === undefined) return []
  const { title, version } = distributionOf(kubernetes.distribution)
  const { example, build, minors } = version
  const parsed = /^v\S+$/.test(text) ? parse(text) : null
  if (!parsed) {
    const meant = parse(`v${text.trim()}`)
    const meantBuild = meant?.build[0] ?? build?.first
    const remedy = meant
      ? `Write it as "v${meant.version}${meantBuild ? `+${meantBuild}` : ''}".`
      : `Write it like "${example}".`
    return [invalid(path, `${quote(text)} is no full version; allowed is one such as ${example}`, remedy)]
  }
  if (build && !build.pattern.test(parsed.build.join('.'))) {
    const message = `${quote(text)} is no release of ${title}; allowed are versions that end in +${build.first} or a later build`
    return [invalid(path, message, `Write it as "v${parsed.version}+${build.first}".`)]
  }
  if (!build && parsed.build.length > 0) {
    const message = `${quote(text)} is a build of another distribution; ${title} takes a plain version`
    return [invalid(path, message, `Write it as "v${parsed.version}".`)]
  }
  if (parsed.prerelease.length > 0) {
    return [invalid(path, `${quote(text)} is a pre-release; allowed are releases`, 'Choose a release.')]
  }
  if (parsed.major === 1 && minors.includes(parsed.minor)) return []
  const range = `1.${minors[0]} to 1.${minors.at(-1)}`
  const message = `${quote(text)} is Kubernetes ${parsed.major}.${parsed.minor}; allowed are ${range}`
  return [unsupported(path, message, 'Choose one of these; the rendered objects are checked against no other.')]
}
