import parse from 'semver/functions/parse.js'
import { distributionOf } from '../../distribution/distributions.ts'
import { defineRule } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { quote } from '../problem.ts'

const invalid = defineRule('kubernetes-version-invalid', 'error', {
  title: '`kubernetes.version` is not a full version of the distribution',
  why: "Versions are pinned to the patch, k3s' to the build.",
  remedy: 'Write `v1.36.4+k3s1`, or `v1.36.4` without k3s.',
})

const unsupported = defineRule('kubernetes-version-unsupported', 'error', {
  title: 'no schemas are known for the minor of `kubernetes.version`',
  why: 'Rendered objects are checked against 1.34 to 1.36 only.',
  remedy: 'Choose one of these; the rendered objects are checked against no other.',
})

const path = 'kubernetes.version'

/** The version is pinned to the patch, and to the build where the distribution has builds of its own. */
export const checkKubernetesVersion: DefinitionCheck = {
  rules: [invalid, unsupported],
  run({ kubernetes }) {
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
      return [invalid.problem(path, `${quote(text)} is not a full version; allowed is one such as ${example}`, remedy)]
    }
    if (build && !build.pattern.test(parsed.build.join('.'))) {
      const message = `${quote(text)} is not a release of ${title}; allowed are versions that end in +${build.first} or a later build`
      return [invalid.problem(path, message, `Write it as "v${parsed.version}+${build.first}".`)]
    }
    if (!build && parsed.build.length > 0) {
      const message = `${quote(text)} is a build of another distribution; ${title} takes a plain version`
      return [invalid.problem(path, message, `Write it as "v${parsed.version}".`)]
    }
    if (parsed.prerelease.length > 0) {
      return [invalid.problem(path, `${quote(text)} is a pre-release; allowed are releases`, 'Choose a release.')]
    }
    if (parsed.major === 1 && minors.includes(parsed.minor)) return []
    const range = `1.${minors[0]} to 1.${minors.at(-1)}`
    const message = `${quote(text)} is Kubernetes ${parsed.major}.${parsed.minor}; allowed are ${range}`
    return [unsupported.problem(path, message)]
  },
}
