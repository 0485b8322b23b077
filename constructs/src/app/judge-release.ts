import { custom, description, literal, pipe, variant } from 'valibot'
import { readShape } from '../cluster/read-shape.ts'
import { anything, flag, inMapping, listOf, members, object, oneOf, optional, text, texts } from '../cluster/shapes.ts'
import type { Problem } from '../finding/rule.ts'
import type { InflatedRelease } from './inflated-release.ts'
import type { PodSpecLike } from './pod-spec.ts'
import type { UpstreamRelease } from './upstream-release.ts'

const source = inMapping(
  variant('type', [
    members({
      type: literal('chart'),
      repoURL: text,
      chart: text,
      version: text,
      releaseName: optional(text),
      values: optional(anything),
      skipCrds: optional(flag),
      render: optional(oneOf('chart')),
    }),
    members({ type: literal('git'), repoURL: text, version: text, path: text, include: optional(text) }),
  ]),
)

const podSpec = pipe(
  custom<PodSpecLike>((value) => Array.isArray(Object(value).containers)),
  description('the spec of its pods, with containers'),
)

const shape = object({
  name: text,
  facts: text,
  source,
  contents: object({
    namespaces: texts,
    clusterKinds: texts,
    workloads: listOf(
      object({
        kind: oneOf('Deployment', 'StatefulSet', 'DaemonSet', 'Job'),
        namespace: text,
        name: text,
        podSpec,
        replicas: optional(anything),
        placedBy: optional(anything),
        mounts: optional(texts),
      }),
    ),
    provides: listOf(
      object({
        group: text,
        kind: text,
        namespace: optional(text),
        name: text,
        keys: optional(texts),
      }),
    ),
  }),
})

const examples = {
  facts: "'the templates of chart 1.2.3'",
  source: "{ type: 'chart', repoURL: 'https://charts.example.org', chart: 'web', version: '1.2.3' }",
  contents: '{ namespaces: [], clusterKinds: [], workloads: [], provides: [] }, filled with what the release makes',
  'contents.namespaces': "['web']",
  'contents.clusterKinds': "['rbac.authorization.k8s.io/ClusterRole']",
  'contents.workloads': '[]',
  'contents.provides': '[]',
  'contents.workloads.podSpec': "{ containers: [{ name: 'web', image: 'registry.example.org/web:1.2.3' }] }",
}

/** What is wrong with a release that Argo CD fetches: nobody sees its objects, so all checks rely on what it declares. */
export function judgeRelease(release: UpstreamRelease | InflatedRelease): readonly Problem[] {
  return readShape(shape, release ?? {}, { whole: 'a release', examples }).problems
}
