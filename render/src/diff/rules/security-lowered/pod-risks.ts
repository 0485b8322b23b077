import type { PodSpecLike } from '@ainur/constructs'
import { asMap, asMaps, asText, asTexts } from '../../../model/shape.ts'
import { containersOf, type PodTemplate } from '../../../pods/index.ts'

/** One thing that a pod may do beyond an ordinary one, or a protection that it has. */
export interface PodTrait {
  /** Same id before and after: the same trait. */
  readonly id: string
  readonly path: string
  readonly what: string
  readonly severity: 'error' | 'warning'
}

/** What a pod may do to its node. Reported when it appears, also on new pods. */
export function powersOf(template: PodTemplate): PodTrait[] {
  const { spec, path } = template
  const traits: PodTrait[] = []
  const add = (id: string, at: string, what: string, severity: 'error' | 'warning' = 'error') =>
    traits.push({ id, path: `${path}.${at}`, what, severity })
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'] as const) {
    if (spec[field] === true)
      add(
        field,
        field,
        {
          hostNetwork: 'uses the network of the node, past every NetworkPolicy',
          hostPID: 'sees and can stop every process of the node',
          hostIPC: 'shares memory with processes of the node',
        }[field],
      )
  }
  for (const [index, volume] of asMaps(spec.volumes).entries()) {
    const host = asText(asMap(volume.hostPath).path)
    if (host !== undefined)
      add(
        `hostPath ${host}`,
        `volumes[${index}].hostPath`,
        `mounts ${host} of the node`,
        /^\/(|etc|root|var|var\/run|run|proc|sys|boot|home)\/?$|docker\.sock|containerd\.sock|\/kubelet/.test(host)
          ? 'error'
          : 'warning',
      )
  }
  for (const { path: at, container } of containersOf(template)) {
    const context = asMap(container.securityContext)
    const here = at.slice(path.length + 1)
    if (context.privileged === true)
      add(`privileged ${container.name}`, `${here}.securityContext.privileged`, 'is privileged: it is root on the node')
    for (const capability of asTexts(asMap(context.capabilities).add)) {
      const harmless = /^(CAP_)?(NET_BIND_SERVICE|CHOWN|FOWNER|SETGID|SETUID)$/.test(capability)
      add(
        `capability ${container.name} ${capability}`,
        `${here}.securityContext.capabilities.add`,
        `gets the capability ${capability}`,
        harmless || !/SYS_|ALL|DAC_READ|BPF|PERFMON/.test(capability) ? 'warning' : 'error',
      )
    }
    if (asText(context.procMount) === 'Unmasked')
      add(`procMount ${container.name}`, `${here}.securityContext.procMount`, 'sees an unmasked /proc')
    for (const [index, port] of asMaps(container.ports).entries()) {
      if (typeof port.hostPort === 'number' && port.hostPort > 0)
        add(
          `hostPort ${port.hostPort}`,
          `${here}.ports[${index}].hostPort`,
          `opens port ${port.hostPort} on the node itself`,
          'warning',
        )
    }
    if (unconfined(context, spec))
      add(
        `seccomp ${container.name}`,
        `${here}.securityContext.seccompProfile`,
        'runs without a seccomp filter (Unconfined)',
        'warning',
      )
    if (context.runAsUser === 0 || (context.runAsUser === undefined && asMap(spec.securityContext).runAsUser === 0))
      add(
        `root ${container.name}`,
        `${here}.securityContext.runAsUser`,
        'runs as root by order (runAsUser: 0)',
        'warning',
      )
  }
  return traits
}

/** Protections of a pod. Reported when one that was there is gone. */
export function protectionsOf(template: PodTemplate): PodTrait[] {
  const { spec, path } = template
  const pod = asMap(spec.securityContext)
  const traits: PodTrait[] = []
  for (const { path: at, container } of containersOf(template)) {
    const context = asMap(container.securityContext)
    const add = (id: string, field: string, what: string, severity: 'error' | 'warning' = 'warning') =>
      traits.push({ id: `${id} ${container.name}`, path: `${at}.securityContext.${field}`, what, severity })
    if ((context.runAsNonRoot ?? pod.runAsNonRoot) === true)
      add('runAsNonRoot', 'runAsNonRoot', 'no longer has to run as an ordinary user (runAsNonRoot)')
    if (context.readOnlyRootFilesystem === true)
      add('readOnly', 'readOnlyRootFilesystem', 'may write to its root filesystem')
    if (context.allowPrivilegeEscalation === false)
      add('noEscalation', 'allowPrivilegeEscalation', 'may gain privileges (allowPrivilegeEscalation)')
    if (asTexts(asMap(context.capabilities).drop).some((each) => each === 'ALL'))
      add('dropAll', 'capabilities.drop', 'keeps the runtime’s default capabilities (drop: ALL is gone)')
    const seccomp = asText(asMap(context.seccompProfile).type) ?? asText(asMap(pod.seccompProfile).type)
    if (seccomp === 'RuntimeDefault' || seccomp === 'Localhost')
      add('seccomp', 'seccompProfile', 'has no seccomp profile any more')
  }
  if ((spec as Record<string, unknown>).automountServiceAccountToken === false)
    traits.push({
      id: 'token',
      path: `${path}.automountServiceAccountToken`,
      what: 'gets the token of its ServiceAccount',
      severity: 'warning',
    })
  return traits
}

function unconfined(context: Record<string, unknown>, spec: PodSpecLike): boolean {
  const type =
    asText(asMap(context.seccompProfile).type) ?? asText(asMap(asMap(spec.securityContext).seccompProfile).type)
  return type === 'Unconfined'
}
