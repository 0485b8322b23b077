import type { Problem } from '@ainur/constructs/finding'
import { asMaps, type Fields, numberedMaps } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { breach } from './breach.ts'
import { containerRules } from './container-rules.ts'
import { dnsRules } from './dns-rules.ts'
import { schedulingRules } from './scheduling-rules.ts'
import { podSecurityRules } from './security-rules.ts'
import { volumeRules } from './volume-rules.ts'

/**
 * What the API server refuses in a pod's spec though each field by itself is fine. `claims` are volumes that the
 * workload adds by itself, such as those of a StatefulSet.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/validation/validation.go ValidatePodSpec
 */
export function podRules(spec: Fields, path: Path, claims: readonly string[] = []): Problem[] {
  const volumes = [...asMaps(spec.volumes).flatMap(({ name }) => (typeof name === 'string' ? name : [])), ...claims]
  const containers = (['initContainers', 'containers'] as const).flatMap((list) =>
    numberedMaps(spec[list]).map(([index, container]) => ({ container, list, at: [...path, list, index] })),
  )
  const hostNetwork = spec.hostNetwork === true
  return [
    ...numberedMaps(spec.volumes).flatMap(([index, volume]) => volumeRules(volume, [...path, 'volumes', index])),
    ...containers.flatMap(({ container, list, at }) => containerRules(container, at, { list, volumes, hostNetwork })),
    ...nameRules(spec, path),
    ...hostPortRules(spec, path),
    ...dnsRules(spec, path),
    ...schedulingRules(spec, path),
    ...podSecurityRules(spec, path),
  ]
}

/** Names of init containers and of containers share one space; ephemeral ones are added to running pods only. */
function nameRules(spec: Fields, path: Path): Problem[] {
  const names = new Set(asMaps(spec.containers).map(({ name }) => name))
  const problems = numberedMaps(spec.initContainers)
    .filter(([, { name }]) => name !== undefined && names.has(name))
    .map(([index, { name }]) => {
      const message = `"${name}" names a container of the pod already`
      return breach(serverRule.container, [...path, 'initContainers', index, 'name'], message, 'give it another name')
    })
  if (numberedMaps(spec.ephemeralContainers).length > 0) {
    const message = 'ephemeral containers are added to running pods, never declared'
    const remedy = 'leave them out; kubectl debug adds one'
    problems.push(breach(serverRule.container, [...path, 'ephemeralContainers'], message, remedy))
  }
  return problems
}

/** Containers of a pod run side by side, init containers one after the other. */
function hostPortRules(spec: Fields, path: Path): Problem[] {
  const used = new Set<string>()
  return numberedMaps(spec.containers).flatMap(([container, { ports }]) =>
    numberedMaps(ports).flatMap(([index, { hostPort, hostIP, protocol, containerPort }]) => {
      const host = hostPort || (spec.hostNetwork === true ? containerPort : undefined)
      if (!host) return []
      const key = `${host}/${protocol ?? 'TCP'}`
      const taken = used.has(`${hostIP ?? ''} ${key}`)
      used.add(`${hostIP ?? ''} ${key}`)
      if (!taken) return []
      const at = [...path, 'containers', container, 'ports', index, hostPort ? 'hostPort' : 'containerPort']
      return [breach(serverRule.hostPort, at, `${key} of the node is taken by another port of the pod`, 'use another')]
    }),
  )
}
