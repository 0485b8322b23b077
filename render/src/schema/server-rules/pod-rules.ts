import { parseQuantity } from '../../plan/quantity.ts'
import type { Path, Problem } from '../validate/problem.ts'
import { alternatives } from '../validate/quote.ts'
import { suggest } from '../validate/suggest.ts'
import { breach, fieldsOf, itemsOf, presentOf } from './breach.ts'

type Json = Record<string, unknown>

const probeHandlers = ['exec', 'grpc', 'httpGet', 'tcpSocket']

/**
 * What the API server refuses in a pod's spec though each field by itself is fine. `claims` are volumes that the
 * workload adds by itself, such as those of a StatefulSet.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/validation/validation.go ValidatePodSpec
 */
export function podRules(spec: Json, path: Path, claims: readonly string[] = []): Problem[] {
  const volumes = [
    ...itemsOf(spec.volumes).flatMap(([, { name }]) => (typeof name === 'string' ? name : [])),
    ...claims,
  ]
  const containers = ['initContainers', 'containers'].flatMap((list) =>
    itemsOf(spec[list]).map(([index, container]) => ({ container, at: [...path, list, index] })),
  )
  return [
    ...itemsOf(spec.volumes).flatMap(([index, volume]) => volumeRules(volume, [...path, 'volumes', index])),
    ...containers.flatMap(({ container, at }) => [
      ...mountRules(container, at, volumes),
      ...environmentRules(container, at),
      ...probeRules(container, at),
      ...resourceRules(fieldsOf(container.resources), [...at, 'resources']),
      ...(spec.hostNetwork === true ? hostPortRules(container, at) : []),
    ]),
  ]
}

/** A volume without any source is legal: the API server makes it an emptyDir. */
function volumeRules(volume: Json, at: Path): Problem[] {
  const sources = presentOf(volume, Object.keys(volume)).filter((key) => key !== 'name')
  if (sources.length <= 1) return []
  const message = `volume "${volume.name}" has the sources ${sources.join(', ')}: only one is allowed`
  return [breach('schema-volume-source', at, message, 'make it several volumes, or one projected volume')]
}

function mountRules(container: Json, at: Path, volumes: readonly string[]): Problem[] {
  return itemsOf(container.volumeMounts).flatMap(([index, { name }]) => {
    if (typeof name !== 'string' || volumes.includes(name)) return []
    const meant = suggest(name, volumes)
    const message = `"${name}" is no volume of the pod; it has ${volumes.length > 0 ? volumes.join(', ') : 'none'}`
    const remedy = meant ? `did you mean "${meant}"?` : `add the volume "${name}" to the pod`
    return [breach('schema-volume-mount', [...at, 'volumeMounts', index, 'name'], message, remedy)]
  })
}

/** A plain loop: the variables are most of what a tree holds. */
function environmentRules(container: Json, at: Path): Problem[] {
  const problems: Problem[] = []
  const env: readonly unknown[] = Array.isArray(container.env) ? container.env : []
  for (let index = 0; index < env.length; index += 1) {
    const { name, value, valueFrom } = fieldsOf(env[index])
    if (valueFrom === undefined || !value) continue
    const message = `variable "${name}" has a value and valueFrom: only one of them is allowed`
    problems.push(breach('schema-env', [...at, 'env', index], message, 'keep one of them'))
  }
  return problems
}

function probeRules(container: Json, at: Path): Problem[] {
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((name) => {
    if (container[name] === undefined) return []
    const probe = fieldsOf(container[name])
    const handlers = presentOf(probe, probeHandlers)
    const problems: Problem[] = []
    if (handlers.length !== 1) {
      const message = `the probe has ${handlers.join(' and ') || 'no handler'}: exactly one of ${alternatives(probeHandlers)} is allowed`
      problems.push(breach('schema-probe', [...at, name], message, 'keep or add one of them'))
    }
    const threshold = probe.successThreshold
    if (name !== 'readinessProbe' && typeof threshold === 'number' && threshold !== 1) {
      const message = `${threshold}: only 1 is allowed for a ${name}`
      problems.push(breach('schema-probe', [...at, name, 'successThreshold'], message, 'leave it out'))
    }
    return problems
  })
}

function resourceRules(resources: Json, at: Path): Problem[] {
  const limits = fieldsOf(resources.limits)
  return Object.entries(fieldsOf(resources.requests)).flatMap(([name, request]) => {
    const [least, most] = [request, limits[name]].map((value) =>
      typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined,
    )
    if (least === undefined || most === undefined || least <= most) return []
    const message = `${request} is requested, the limit is ${limits[name]}: at most the limit is allowed`
    return [breach('schema-requests', [...at, 'requests', name], message, 'lower the request or raise the limit')]
  })
}

function hostPortRules(container: Json, at: Path): Problem[] {
  return itemsOf(container.ports).flatMap(([index, { hostPort, containerPort }]) => {
    if (hostPort === undefined || hostPort === containerPort) return []
    const message = `${hostPort}: with hostNetwork only the containerPort, ${containerPort}, is allowed`
    return [breach('schema-host-port', [...at, 'ports', index, 'hostPort'], message, 'leave hostPort out')]
  })
}
