import type { YamlFiles } from './diff-yaml.ts'

export type Plain = Record<string, unknown>

/** Objects as one file of several documents. JSON is YAML. */
export function yaml(...objects: readonly object[]): string {
  return objects.map((object) => JSON.stringify(object, null, 1)).join('\n---\n')
}

export function named(apiVersion: string, kind: string, name: string, rest: Plain = {}, metadata: Plain = {}): Plain {
  return { apiVersion, kind, metadata: { name, namespace: 'media', ...metadata }, ...rest }
}

/** For kinds without a namespace. */
export function clusterWide(
  apiVersion: string,
  kind: string,
  name: string,
  rest: Plain = {},
  metadata: Plain = {},
): Plain {
  return { apiVersion, kind, metadata: { name, ...metadata }, ...rest }
}

export interface WorkloadOptions {
  readonly name?: string
  readonly image?: string
  readonly container?: Plain
  readonly pod?: Plain
  readonly labels?: Record<string, string>
  readonly template?: Plain
  readonly spec?: Plain
  readonly metadata?: Plain
}

function workload(
  kind: string,
  {
    name = 'web',
    image = 'registry.example/web:1.0.0',
    container = {},
    pod = {},
    labels = { app: 'web' },
    template = {},
    spec = {},
    metadata = {},
  }: WorkloadOptions,
): Plain {
  return named(
    'apps/v1',
    kind,
    name,
    {
      spec: {
        selector: { matchLabels: { app: labels.app ?? 'web' } },
        template: {
          metadata: { labels, ...template },
          spec: { containers: [{ name: 'web', image, ...container }], ...pod },
        },
        ...spec,
      },
    },
    metadata,
  )
}

export const deployment = (options: WorkloadOptions = {}): Plain =>
  workload('Deployment', { ...options, spec: { replicas: 1, ...options.spec } })
export const daemonSet = (options: WorkloadOptions = {}): Plain => workload('DaemonSet', options)
export const statefulSet = (options: WorkloadOptions = {}): Plain =>
  workload('StatefulSet', { ...options, spec: { replicas: 1, serviceName: 'web', ...options.spec } })

export function claim(name: string, storageClassName: string | undefined, storage = '10Gi', spec: Plain = {}): Plain {
  return named('v1', 'PersistentVolumeClaim', name, {
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(storageClassName && { storageClassName }),
      resources: { requests: { storage } },
      ...spec,
    },
  })
}

export function storageClass(name: string, rest: Plain = {}): Plain {
  return clusterWide('storage.k8s.io/v1', 'StorageClass', name, {
    provisioner: 'driver.longhorn.io',
    parameters: { numberOfReplicas: '3' },
    ...rest,
  })
}

/** An Application that prunes, owns `apps/<name>` and deletes with its finalizer. */
export function application(
  name: string,
  { spec = {}, metadata = {} }: { readonly spec?: Plain; readonly metadata?: Plain } = {},
): Plain {
  return named(
    'argoproj.io/v1alpha1',
    'Application',
    name,
    {
      spec: {
        project: 'default',
        source: { repoURL: 'https://git.example/lab.git', path: `dist/home/apps/${name}` },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'media' },
        syncPolicy: { automated: { prune: true } },
        ...spec,
      },
    },
    { namespace: 'argocd', finalizers: ['resources-finalizer.argocd.argoproj.io'], ...metadata },
  )
}

/** A tree of ours: Applications, and what the app `web` consists of. */
export function tree(applications: readonly object[], ...objects: readonly object[]): YamlFiles {
  return {
    ...(applications.length > 0 && { 'home/applications/all.yaml': yaml(...applications) }),
    ...(objects.length > 0 && { 'home/apps/web/all.yaml': yaml(...objects) }),
  }
}
