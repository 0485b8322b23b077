import type { ContainerLike } from '@ainur/constructs'
import { isRecord } from '@ainur/constructs/is-record'
import { containersOf } from './containers-of.ts'
import type { PodTemplate } from './pod-template.ts'

/** Label of a Namespace that holds the level which the API server enforces. */
export const enforceLabel = 'pod-security.kubernetes.io/enforce'

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted'

/** From the loosest to the strictest. */
export const podSecurityLevels: readonly PodSecurityLevel[] = ['privileged', 'baseline', 'restricted']

/** A control of the Pod Security Standards that a pod does not meet. */
export interface PodSecurityViolation {
  /** The strictest level that this still allows: breaking a control of `baseline` leaves only `privileged`. */
  readonly allows: 'privileged' | 'baseline'
  readonly path: string
  readonly detail: string
}

const baselineCapabilities = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
)
const safeSysctls = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
])
const restrictedVolumes = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
])
const seLinuxTypes = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t'])

/**
 * Every control of the Pod Security Standards that the pods of a template break, for Linux pods.
 *
 * Where versions of the standards differ the older, stricter one counts, so that a computed level never refuses a pod.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurityViolations(template: Pick<PodTemplate, 'path' | 'spec'>): PodSecurityViolation[] {
  const { path, spec } = template
  const pod = isRecord(spec.securityContext) ? spec.securityContext : {}
  const found: PodSecurityViolation[] = []
  const report = (allows: PodSecurityViolation['allows'], at: string, detail: string) => {
    found.push({ allows, path: path ? `${path}.${at}` : at, detail })
  }
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'] as const) {
    if (spec[field] === true) report('privileged', field, `${field} is true`)
  }
  for (const [index, volume] of (spec.volumes ?? []).entries()) {
    const [type] = Object.keys(volume).filter((key) => key !== 'name')
    if (type === 'hostPath') report('privileged', `volumes[${index}].hostPath`, 'a hostPath volume')
    else if (type && !restrictedVolumes.has(type)) report('baseline', `volumes[${index}].${type}`, `a ${type} volume`)
  }
  for (const [index, sysctl] of (Array.isArray(pod.sysctls) ? pod.sysctls : []).entries()) {
    if (!safeSysctls.has(sysctl?.name)) {
      report('privileged', `securityContext.sysctls[${index}]`, `the sysctl ${sysctl?.name}`)
    }
  }
  judgeContext(pod, 'securityContext', report)
  for (const { container, path: at } of containersOf({ path: '', spec })) judgeContainer(container, at, pod, report)
  return found
}

/** The strictest level that pods with these violations are admitted to. */
export function podSecurityLevel(violations: readonly PodSecurityViolation[]): PodSecurityLevel {
  if (violations.some(({ allows }) => allows === 'privileged')) return 'privileged'
  return violations.length > 0 ? 'baseline' : 'restricted'
}

type Report = (allows: PodSecurityViolation['allows'], at: string, detail: string) => void

/** Controls that the security contexts of a pod and of its containers have in common. */
function judgeContext(context: Record<string, unknown>, at: string, report: Report): void {
  if (isRecord(context.windowsOptions) && context.windowsOptions.hostProcess === true) {
    report('privileged', `${at}.windowsOptions.hostProcess`, 'hostProcess is true')
  }
  if (isRecord(context.seccompProfile) && context.seccompProfile.type === 'Unconfined') {
    report('privileged', `${at}.seccompProfile.type`, 'seccomp is Unconfined')
  }
  if (isRecord(context.appArmorProfile) && context.appArmorProfile.type === 'Unconfined') {
    report('privileged', `${at}.appArmorProfile.type`, 'AppArmor is Unconfined')
  }
  const seLinux = isRecord(context.seLinuxOptions) ? context.seLinuxOptions : {}
  if (!seLinuxTypes.has(String(seLinux.type ?? '')) || seLinux.user || seLinux.role) {
    report('privileged', `${at}.seLinuxOptions`, 'SELinux options other than a container type')
  }
  if (context.runAsUser === 0) report('baseline', `${at}.runAsUser`, 'runAsUser is 0')
}

function judgeContainer(container: ContainerLike, at: string, pod: Record<string, unknown>, report: Report): void {
  const context = isRecord(container.securityContext) ? container.securityContext : {}
  const securityContext = `${at}.securityContext`
  judgeContext(context, securityContext, report)
  if (context.privileged === true) report('privileged', `${securityContext}.privileged`, 'privileged is true')
  if (context.procMount !== undefined && context.procMount !== 'Default') {
    report('privileged', `${securityContext}.procMount`, `procMount is ${context.procMount}`)
  }
  for (const [index, port] of (Array.isArray(container.ports) ? container.ports : []).entries()) {
    if (port?.hostPort) report('privileged', `${at}.ports[${index}].hostPort`, `hostPort ${port.hostPort}`)
  }
  for (const probe of hostedProbes(container))
    report('privileged', `${at}.${probe}`, 'a probe or hook that names a host')
  judgeCapabilities(context, securityContext, report)
  if (context.allowPrivilegeEscalation !== false) {
    report('baseline', `${securityContext}.allowPrivilegeEscalation`, 'allowPrivilegeEscalation is not false')
  }
  if ((context.runAsNonRoot ?? pod.runAsNonRoot) !== true) {
    report('baseline', `${securityContext}.runAsNonRoot`, 'runAsNonRoot is not true')
  }
  if (!isRecord(context.seccompProfile) && !isRecord(pod.seccompProfile)) {
    report('baseline', `${securityContext}.seccompProfile`, 'no seccomp profile')
  }
}

function judgeCapabilities(context: Record<string, unknown>, at: string, report: Report): void {
  const capabilities = isRecord(context.capabilities) ? context.capabilities : {}
  const add: unknown[] = Array.isArray(capabilities.add) ? capabilities.add : []
  const drop: unknown[] = Array.isArray(capabilities.drop) ? capabilities.drop : []
  for (const [index, name] of add.entries()) {
    const path = `${at}.capabilities.add[${index}]`
    if (!baselineCapabilities.has(String(name))) report('privileged', path, `capability ${name}`)
    else if (name !== 'NET_BIND_SERVICE') report('baseline', path, `capability ${name}`)
  }
  if (!drop.includes('ALL')) report('baseline', `${at}.capabilities.drop`, 'capabilities are not dropped (ALL)')
}

/** Probes and lifecycle hooks that name a host: refused by `baseline` since Kubernetes 1.34. */
function* hostedProbes(container: ContainerLike): Generator<string> {
  const lifecycle = isRecord(container.lifecycle) ? container.lifecycle : {}
  const handlers: [string, unknown][] = [
    ['livenessProbe', container.livenessProbe],
    ['readinessProbe', container.readinessProbe],
    ['startupProbe', container.startupProbe],
    ['lifecycle.postStart', lifecycle.postStart],
    ['lifecycle.preStop', lifecycle.preStop],
  ]
  for (const [path, handler] of handlers) {
    if (!isRecord(handler)) continue
    for (const type of ['httpGet', 'tcpSocket']) {
      const action = handler[type]
      if (isRecord(action) && action.host) yield `${path}.${type}.host`
    }
  }
}
