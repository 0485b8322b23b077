import { distributionOf, type ProvidedObject, presentComponents } from '@ainur/constructs'
import { namedElsewhere, type Rendering } from '@ainur/render'
import type { KubeObject } from '../api/kube-object.ts'

/** What stand-ins are called by: they are nothing but names, and say so. */
export const standInLabel = 'test.ainur.tools/stand-in'

const defaultClass = 'storageclass.kubernetes.io/is-default-class'

type Fields = Readonly<Record<string, unknown>>

/**
 * The fields of a stand-in, by kind: those without which the API server or the kubelet refuses a pod. Nothing that they
 * name exists: the simulated parts of a cluster serve every class.
 */
const makers: Readonly<Record<string, { apiVersion: string; fields: (object: ProvidedObject) => Fields }>> = {
  'storage.k8s.io/StorageClass': { apiVersion: 'storage.k8s.io/v1', fields: () => ({ provisioner: standInLabel }) },
  'node.k8s.io/RuntimeClass': { apiVersion: 'node.k8s.io/v1', fields: ({ name }) => ({ handler: name }) },
  'scheduling.k8s.io/PriorityClass': { apiVersion: 'scheduling.k8s.io/v1', fields: () => ({ value: 0 }) },
  '/ServiceAccount': { apiVersion: 'v1', fields: () => ({}) },
  '/Secret': { apiVersion: 'v1', fields: ({ keys }) => ({ stringData: standInData(keys) }) },
  '/ConfigMap': { apiVersion: 'v1', fields: ({ keys }) => ({ data: standInData(keys) }) },
}

/**
 * Stand-ins for what no file of the tree holds and its pods and claims wait for: what apps say that they bring about, the
 * Secrets that the bootstrap or a controller makes, the classes of the distribution. Secrets hold the text `stand-in`.
 */
export function providedStandIns(rendering: Rendering): KubeObject[] {
  const named = namedElsewhere(rendering).flatMap((object) => {
    const maker = makers[`${object.group}/${object.kind}`]
    if (!maker) return []
    const { name, namespace, kind } = object
    const metadata = { name, ...(namespace ? { namespace } : {}), labels: { [standInLabel]: 'true' } }
    return [{ apiVersion: maker.apiVersion, kind, metadata, ...maker.fields(object) }]
  })
  return [...named.filter((object) => !isDefaultClass(rendering, object)), ...defaultClasses(rendering)]
}

/** The class of the distribution for claims that name none. */
function defaultClasses(rendering: Rendering): KubeObject[] {
  return bundledClasses(rendering).map((name) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, labels: { [standInLabel]: 'true' }, annotations: { [defaultClass]: 'true' } },
    provisioner: standInLabel,
  }))
}

function isDefaultClass(rendering: Rendering, { kind, metadata }: KubeObject): boolean {
  return kind === 'StorageClass' && bundledClasses(rendering).includes(metadata.name)
}

function bundledClasses({ cluster, apps, objects }: Rendering): string[] {
  const replaced = apps.flatMap(({ replacedComponents }) => replacedComponents.map(({ component }) => component))
  return presentComponents(distributionOf(cluster.kubernetes.distribution), replaced)
    .flatMap(({ defaultClass }) => (defaultClass?.kind === 'StorageClass' ? [defaultClass.name] : []))
    .filter((name) => !objects.some(({ object }) => object.kind === 'StorageClass' && object.metadata.name === name))
}

function standInData(keys: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, 'stand-in']))
}
