import type { App } from '@ainur/constructs'
import { objectsOf } from '../../../constructs/src/app/testing/objects.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'

const clusterWide = /^(Cluster|CustomResourceDefinition)/

/** The objects of an app that is in no tree of `apps/`, in its namespace, which comes first. */
export function objectsOfApp(app: App): KubeObject[] {
  const namespace = app.appNamespace
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ...(objectsOf(app) as KubeObject[]).map((object) =>
      clusterWide.test(object.kind) ? object : { ...object, metadata: { ...object.metadata, namespace } },
    ),
  ]
}
