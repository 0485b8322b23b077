import parse from 'semver/functions/parse.js'
import { defineRule } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { quote } from '../problem.ts'

const invalid = defineRule({
  id: 'kubernetes-version-invalid',
  severity: 'error',
  title: '`kubernetes.version` is not a full version of the distribution',
  why: "Versions are pinned to the patch, k3s' to the build.",
  remedy: 'Write `v1.36.3+k3s1`, or `v1.36.3` without k3s.',
})

const unsupported = defineRule({
  id: 'kubernetes-version-unsupported',
  severity: 'error',
  title: 'no schemas are known for the minor of `kubernetes.version`',
  why: 'Rendered objects are checked against 1.34 to 1.36 only.',
  remedy: 'Choose one of these; the rendered objects are checked against no other.',
})

const path = 'kubernetes.version'
/** Minor versions of Kubernetes that the rendered objects are checked against. */
const supportedMinors = [34, 35, 36] as const

/** The version is pinned to the patch, and k3s' own to its build. */
export const checkKubernetesVersion: DefinitionCheck = {
  rules: [invalid, unsupported],
  run({ kubernetes }) {
    const { version, distribution } = kubernetes ?? {}
    if (version === undefined) return []
    const parsed = /^v\S+$/.test(version) ? parse(version) : null
    const example = distribution === 'k3s' ? 'v1.36.3+k3s1' : 'v1.36.3'
    if (!parsed) {
      const meant = parse(`v${version.trim()}`)
      const build =
        distribution === 'k3s' && meant?.build.length === 0 ? '+k3s1' : meant?.build.map((part) => `+${part}`)[0]
      const remedy = meant ? `Write it as "v${meant.version}${build ?? ''}".` : `Write it like "${example}".`
      return [invalid.problem(path, `${quote(version)} is no full version; allowed is one such as ${example}`, remedy)]
    }
    const k3sBuild = /^k3s\d+$/.test(parsed.build.join('.'))
    if (distribution === 'k3s' && !k3sBuild) {
      const message = `${quote(version)} is no release of k3s; allowed are versions that end in +k3s1 or a later build`
      return [invalid.problem(path, message, `Write it as "v${parsed.version}+k3s1".`)]
    }
    if (distribution !== undefined && distribution !== 'k3s' && parsed.build.length > 0) {
      const message = `${quote(version)} is a build of another distribution; ${distribution} takes a plain version`
      return [invalid.problem(path, message, `Write it as "v${parsed.version}".`)]
    }
    if (parsed.prerelease.length > 0) {
      return [invalid.problem(path, `${quote(version)} is a pre-release; allowed are releases`, 'Choose a release.')]
    }
    if (parsed.major === 1 && supportedMinors.some((minor) => minor === parsed.minor)) return []
    const range = `1.${supportedMinors[0]} to 1.${supportedMinors.at(-1)}`
    const message = `${quote(version)} is Kubernetes ${parsed.major}.${parsed.minor}; allowed are ${range}`
    return [unsupported.problem(path, message)]
  },
}
