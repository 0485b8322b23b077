import {
  type App,
  type ObjectRef,
  type PlacedBy,
  type PlacementPolicy,
  policiesFor,
  type ReleaseWorkload,
} from '@ainur/constructs'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Rendering } from '../model/rendering.ts'
import type { PodTemplate } from './pod-template.ts'
import { podTemplatesOf } from './pod-templates-of.ts'

/** A pod template together with whom it belongs to. */
export interface Workload {
  /** Name of the app. */
  readonly app: string
  readonly ref: ObjectRef
  readonly template: PodTemplate
  /** Of a release: those of its app. They cannot be written into it, but they are checked. */
  readonly policies: readonly PlacementPolicy[]
  /** `tree`: an object of the tree. `release`: made by an upstream release or at run time, only declared. */
  readonly from: 'tree' | 'release'
  /** The object of the tree; absent for a release. */
  readonly object?: KubeObject
  /** Name of the release, or of the app whose controllers make it. */
  readonly release?: string
  /** How a release's pods can be told where to run. */
  readonly placedBy?: PlacedBy
  /** StorageClasses whose volumes only the nodes with one of its pods can mount. */
  readonly mounts?: readonly string[]
}

const releaseApiVersions = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
} as const

/** Every workload of a rendering: those of the tree, in its order, then those that releases and apps declare. */
export function workloadsOf(rendering: Pick<Rendering, 'objects' | 'apps'>): Workload[] {
  const inTree = rendering.objects.flatMap(({ app, object, policies }) =>
    podTemplatesOf(object).map((template): Workload => {
      return { app, ref: objectRef(object), template, policies, from: 'tree', object }
    }),
  )
  const declared = rendering.apps.flatMap((app) => [
    ...app.releases.flatMap(({ name, contents }) =>
      contents.workloads.map((workload) => declaredWorkload(app, name, workload)),
    ),
    ...app.runtimeWorkloads.map((workload) => declaredWorkload(app, app.appName, workload)),
  ])
  return [...inTree, ...declared]
}

function declaredWorkload(app: App, release: string, workload: ReleaseWorkload): Workload {
  const { kind, namespace, name } = workload
  return {
    app: app.appName,
    ref: { apiVersion: releaseApiVersions[kind], kind, namespace, name },
    template: {
      path: 'spec.template.spec',
      spec: workload.podSpec,
      labels: {},
      workloadType: kind === 'DaemonSet' ? 'per-node' : kind === 'Job' ? 'completes' : 'replicated',
      replicas: workload.replicas ?? 1,
      edit: 'none',
    },
    policies: policiesFor(app),
    from: 'release',
    release,
    ...(workload.placedBy && { placedBy: workload.placedBy }),
    ...(workload.mounts && { mounts: workload.mounts }),
  }
}
