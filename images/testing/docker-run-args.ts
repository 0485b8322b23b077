/** The parts of a rendered pod that decide how its container is run. */
export interface RunnablePod {
  readonly securityContext?: {
    readonly runAsUser?: number
    readonly runAsGroup?: number
    readonly seccompProfile?: { readonly type: string }
  }
  readonly containers: readonly RunnableContainer[]
  readonly volumes?: readonly PodVolume[]
}

interface RunnableContainer {
  readonly env?: readonly { readonly name: string; readonly value?: string }[]
  readonly ports?: readonly { readonly containerPort: number }[]
  readonly resources?: { readonly limits?: { readonly memory?: string } }
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean
    readonly readOnlyRootFilesystem?: boolean
    readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] }
  }
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[]
}

interface PodVolume {
  readonly name: string
  readonly configMap?: object
  readonly emptyDir?: { readonly sizeLimit?: string }
}

/**
 * `docker run` options that confine a container as Kubernetes would confine the only one of `pod`.
 *
 * @param directories host directory for each volume that is a ConfigMap.
 * @throws when the pod asks for something that has no counterpart here: a test must not quietly run with less.
 */
export function dockerRunArgs(pod: RunnablePod, directories: Readonly<Record<string, string>>): string[] {
  const [container, ...others] = pod.containers
  if (!container || others.length > 0) throw new Error(`the pod has ${pod.containers.length} containers, not one`)
  const { securityContext = {} } = container
  const { runAsUser, runAsGroup, seccompProfile } = pod.securityContext ?? {}
  if (runAsUser === undefined || runAsGroup === undefined) throw new Error('the pod names no user and group')
  if (seccompProfile?.type !== 'RuntimeDefault') throw new Error('the pod does not ask for the default seccomp profile')
  const memory = container.resources?.limits?.memory
  return [
    `--user=${runAsUser}:${runAsGroup}`,
    ...(securityContext.readOnlyRootFilesystem ? ['--read-only'] : []),
    ...(securityContext.allowPrivilegeEscalation === false ? ['--security-opt=no-new-privileges'] : []),
    ...(securityContext.capabilities?.drop ?? []).map((name) => `--cap-drop=${name}`),
    ...(securityContext.capabilities?.add ?? []).map((name) => `--cap-add=${name}`),
    ...(memory ? [`--memory=${dockerSize(memory)}`] : []),
    ...(container.env ?? []).map(({ name, value }) => `--env=${name}=${value ?? ''}`),
    ...(container.ports ?? []).map(({ containerPort }) => `--publish=127.0.0.1::${containerPort}`),
    ...(container.volumeMounts ?? []).map((mount) => mountArg(mount, pod.volumes ?? [], directories)),
  ]
}

function mountArg(
  { name, mountPath, readOnly }: { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean },
  volumes: readonly PodVolume[],
  directories: Readonly<Record<string, string>>,
): string {
  const volume = volumes.find((one) => one.name === name)
  if (volume?.emptyDir) {
    const size = volume.emptyDir.sizeLimit
    // An emptyDir is writable by everybody.
    return `--tmpfs=${mountPath}:rw,mode=0777${size ? `,size=${dockerSize(size)}` : ''}`
  }
  const directory = directories[name]
  if (volume?.configMap && directory) return `--volume=${directory}:${mountPath}${readOnly ? ':ro' : ''}`
  throw new Error(`volume "${name}" is neither an emptyDir nor a ConfigMap with a directory given`)
}

/** `64Mi` -> `64m`. */
function dockerSize(quantity: string): string {
  const match = /^(\d+)(Ki|Mi|Gi)$/.exec(quantity)
  if (!match?.[1] || !match[2]) throw new Error(`"${quantity}" is not a whole number of Ki, Mi or Gi`)
  return `${match[1]}${match[2].charAt(0).toLowerCase()}`
}
