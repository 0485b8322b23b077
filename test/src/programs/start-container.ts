import { chmodSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'
import type { Child } from '../process/child.ts'
import { contentsOf, type KubeVolume, volumeFiles, writeVolume } from './container-files.ts'
import type { ProgramCluster } from './program-cluster.ts'
import { makeProgramRoot } from './program-root.ts'

export interface StartContainerOptions {
  /** A workload as it was rendered. */
  readonly workload: KubeObject
  /** The program, without anything that it would load: it stands in for the image. */
  readonly program: string
  /** Name of the container. @default the only one */
  readonly container?: string
  /** Of the program and of its log. @default the container's */
  readonly name?: string
  /** Changes arguments: addresses and ports, since all programs of a cluster share one network. @default none */
  readonly changeArgs?: (args: readonly string[]) => readonly string[]
  /** Further files, by path: what a first container or the image would have brought. @default none */
  readonly files?: Readonly<Record<string, string>>
  /** The node that it would run on, which its environment may name. @default there is none */
  readonly node?: { readonly name: string; readonly address: string }
  /** Further or other environment variables. @default none */
  readonly env?: Readonly<Record<string, string>>
}

interface PodSpec {
  readonly containers: readonly Container[]
  readonly volumes?: readonly KubeVolume[]
  readonly serviceAccountName?: string
  readonly automountServiceAccountToken?: boolean
  readonly securityContext?: Identity & { readonly fsGroup?: number }
}

interface Identity {
  readonly runAsUser?: number
  readonly runAsGroup?: number
}

interface Container {
  readonly name: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: ValueSource }[]
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly subPath?: string }[]
  readonly securityContext?: Identity
}

interface ValueSource {
  readonly secretKeyRef?: { readonly name: string; readonly key: string; readonly optional?: boolean }
  readonly configMapKeyRef?: { readonly name: string; readonly key: string; readonly optional?: boolean }
  readonly fieldRef?: { readonly fieldPath: string }
}

const accountFolder = '/var/run/secrets/kubernetes.io/serviceaccount'

/** Whom an image runs its program as when the pod does not say; never root. */
const nobody = 65_532

/**
 * Starts the program of a rendered container as a kubelet would, but for the image and the node: with its arguments,
 * its environment, its user and the files at the paths where its volumes are mounted, in a root directory that holds
 * nothing else, and with a token of its ServiceAccount. Limits, probes and capabilities are not looked at.
 */
export async function startContainer(cluster: ProgramCluster, options: StartContainerOptions): Promise<Child> {
  const { workload, program, node, changeArgs = (args) => args, files: further = {}, env: changedEnv = {} } = options
  const { api, space, family } = cluster
  const namespace = workload.metadata.namespace ?? 'default'
  const pod: PodSpec = workload.spec.template?.spec ?? workload.spec
  const container = pickContainer(workload, pod, options.container)
  const name = options.name ?? container.name
  const user = container.securityContext?.runAsUser ?? pod.securityContext?.runAsUser ?? nobody
  const group = container.securityContext?.runAsGroup ?? pod.securityContext?.runAsGroup ?? nobody
  const fsGroup = pod.securityContext?.fsGroup ?? group

  const executable = container.command?.[0]?.startsWith('/') ? container.command[0] : `/bin/${basename(program)}`
  const root = makeProgramRoot(family, name, program, executable)
  const volumes = new Map(pod.volumes?.map((volume) => [volume.name, volume]))
  for (const { name: wanted, mountPath, subPath } of container.volumeMounts ?? []) {
    const volume = volumes.get(wanted)
    if (!volume) throw new Error(`container ${container.name} mounts ${wanted}, which is no volume of its pod`)
    const files = await volumeFiles(api, namespace, volume)
    const only = subPath === undefined ? undefined : files.get(subPath)
    if (only) writeVolume(join(root, dirname(mountPath)), new Map([[basename(mountPath), only]]), fsGroup)
    else writeVolume(join(root, mountPath), files, fsGroup)
    if (volume.emptyDir) chmodSync(join(root, mountPath), 0o777)
  }
  if (pod.automountServiceAccountToken !== false) {
    const account = pod.serviceAccountName ?? 'default'
    writeVolume(join(root, accountFolder), await accountFiles(cluster, namespace, account), fsGroup)
  }
  for (const [path, content] of Object.entries(further)) {
    writeVolume(join(root, dirname(path)), new Map([[basename(path), { content: Buffer.from(content) }]]), fsGroup)
  }

  const env = { ...(await environment(api, namespace, workload, container, node)), ...changedEnv }
  const args = [...(container.command?.slice(1) ?? []), ...(container.args ?? [])].map((arg) => expand(arg, env))
  return space.start(
    name,
    'chroot',
    [`--userspec=${user}:${group}`, `--groups=${fsGroup}`, root, executable, ...changeArgs(args)],
    { KUBERNETES_SERVICE_HOST: space.address, KUBERNETES_SERVICE_PORT: '6443', ...env },
  )
}

function pickContainer(workload: KubeObject, { containers }: PodSpec, wanted?: string): Container {
  const [only, ...others] = wanted ? containers.filter(({ name }) => name === wanted) : containers
  if (only && others.length === 0) return only
  const names = containers.map(({ name }) => name).join(', ')
  throw new Error(`${workload.kind} ${workload.metadata.name} has the containers ${names}; which is to be started?`)
}

/** What a kubelet projects for a ServiceAccount: a fresh token, the API server's authority, the namespace. */
async function accountFiles({ api, family }: ProgramCluster, namespace: string, account: string) {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 7200 } }
  const { body } = await api.request('POST', path, request)
  const { token } = (body as { status: { token: string } }).status
  return new Map([
    ['token', { content: Buffer.from(token), mode: 0o640 }],
    ['ca.crt', { content: readFileSync(join(family.directory, 'pki/ca.crt')) }],
    ['namespace', { content: Buffer.from(namespace) }],
  ])
}

async function environment(
  api: KubeApi,
  namespace: string,
  workload: KubeObject,
  container: Container,
  node: StartContainerOptions['node'],
) {
  const env: Record<string, string> = {}
  for (const { name, value, valueFrom } of container.env ?? []) {
    const found = valueFrom ? await valueOfSource(api, namespace, workload, valueFrom, node) : value
    if (found !== undefined) env[name] = expand(found, env)
  }
  return env
}

async function valueOfSource(
  api: KubeApi,
  namespace: string,
  workload: KubeObject,
  source: ValueSource,
  node: StartContainerOptions['node'],
) {
  const reference = source.secretKeyRef ?? source.configMapKeyRef
  if (reference) {
    const kind = source.secretKeyRef ? 'Secret' : 'ConfigMap'
    const object = await api.find({ apiVersion: 'v1', kind, metadata: { namespace, name: reference.name } })
    const value = object && contentsOf(object).get(reference.key)?.toString()
    if (value === undefined && !reference.optional) {
      throw new Error(`there is no ${kind} ${namespace}/${reference.name} with the key ${reference.key}`)
    }
    return value
  }
  const path = source.fieldRef?.fieldPath
  if (path === 'metadata.namespace') return namespace
  if (path === 'metadata.name') return `${workload.metadata.name}-0`
  if (node && path === 'spec.nodeName') return node.name
  if (node && path === 'status.hostIP') return node.address
  throw new Error(`a program without a node does not know ${JSON.stringify(source)}`)
}

/** `$(NAME)` as Kubernetes expands it: unknown names stay as they are. */
function expand(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g, (whole, name: string) => env[name] ?? whole)
}
