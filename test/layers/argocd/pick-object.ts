import type { KubeObject } from '../../src/api/kube-object.ts'
import type { LocalTree } from '../../src/argo-cd/local-tree.ts'
import type { ClusterTreeUnderTest } from '../../src/tree/load-cluster-trees.ts'

/** An object of the tree, and the app whose folder holds it. */
export interface PickedObject {
  readonly app: string
  readonly object: KubeObject
}

/** Apps that a test leaves alone, because others depend on them: Argo CD's configuration decides how it syncs. */
const spared = ['argo-cd', 'namespaces']

/** The first object of a kind that a test may change and remove. Its app has others: an empty folder is an error to Argo CD. */
export function pick({ rendering, name }: ClusterTreeUnderTest, kind: string): PickedObject {
  const alone = (app: string) => rendering.objects.filter((other) => other.app === app).length === 1
  const found = rendering.objects.find(
    ({ app, object }) => object.kind === kind && !spared.includes(app) && !alone(app),
  )
  if (!found) throw new Error(`the tree of ${name} has no ${kind} that could be changed`)
  return found
}

/** Path of an object's file in the repository. */
export function pathOf({ files }: LocalTree, { app, object }: PickedObject): string {
  const suffix = `/apps/${app}/${object.kind}-${object.metadata.name}.yaml`
  const found = [...files.keys()].find((path) => path.endsWith(suffix))
  if (!found) throw new Error(`no file of the tree ends with ${suffix}`)
  return found
}

/** A copy of a ConfigMap with one more entry. */
export function withData(object: KubeObject, value: string): KubeObject {
  return { ...object, data: { ...object.data, test: value } }
}

/** A copy of a workload whose pods carry one more annotation, so that they are replaced. */
export function withPodAnnotation(object: KubeObject, value: string): KubeObject {
  const { template } = object.spec
  const metadata = {
    ...template.metadata,
    annotations: { ...template.metadata?.annotations, 'example.com/test': value },
  }
  return { ...object, spec: { ...object.spec, template: { ...template, metadata } } }
}
