import type { Finding } from '@ainur/constructs'
import { identityKey, identityOf, identityOfRef } from '../layout/identity.ts'
import type { RenderedObject } from '../model/rendered-object.ts'

/** The same findings; those about objects of a chart also say to change them through its values. */
export function aboutCharts(findings: readonly Finding[], objects: readonly RenderedObject[]): readonly Finding[] {
  const releases = new Map(
    objects.flatMap(({ object, release }) => (release ? [[identityKey(identityOf(object)), release] as const] : [])),
  )
  if (releases.size === 0) return findings
  return findings.map((finding) => {
    const release = releases.get(identityKey(identityOfRef(finding.object)))
    if (!release) return finding
    return { ...finding, remedy: `${finding.remedy} (the chart of release ${release} makes it: change its values)` }
  })
}
