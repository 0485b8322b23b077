import type { Problem } from '@ainur/constructs/finding'
import { asMap, type Fields, numberedMaps } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { nearestWord } from '../../text/nearest-word.ts'
import { serverRule } from '../schema-rules.ts'
import { breach, presentOf } from './breach.ts'
import { environmentRules } from './environment-rules.ts'
import { lifecycleRules, probeRules } from './probe-rules.ts'
import { resourceRules } from './resource-rules.ts'
import { containerSecurityRules } from './security-rules.ts'
import { descendingPath } from './volume-rules.ts'

/** What a container's pod says about it. */
export interface ContainerContext {
  readonly list: 'initContainers' | 'containers'
  readonly volumes: readonly string[]
  readonly hostNetwork: boolean
}

/** What the API server refuses in one container. */
export function containerRules(container: Fields, at: Path, context: ContainerContext): Problem[] {
  const problems = [
    ...imageRules(container, at),
    ...mountRules(container, at, context.volumes),
    ...environmentRules(container, at),
    ...resourceRules(asMap(container.resources), [...at, 'resources']),
    ...portRules(container, at, context.hostNetwork),
    ...containerSecurityRules(asMap(container.securityContext), [...at, 'securityContext']),
  ]
  if (context.list === 'containers' || container.restartPolicy === 'Always') {
    return [...problems, ...probeRules(container, at), ...lifecycleRules(container, at)]
  }
  const idle = presentOf(container, ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'])
  return [
    ...problems,
    ...idle.map((field) => {
      const message = `${field}: an init container ends before anybody could ask it`
      const remedy = 'leave it out, or make it a sidecar with restartPolicy: Always'
      return breach(serverRule.container, [...at, field], message, remedy)
    }),
  ]
}

function imageRules({ image }: Fields, at: Path): Problem[] {
  if (image !== undefined && image !== '') return []
  return [breach(serverRule.container, [...at, 'image'], '"image" is missing', 'add the image')]
}

function mountRules(container: Fields, at: Path, volumes: readonly string[]): Problem[] {
  return numberedMaps(container.volumeMounts).flatMap(([index, { name, subPath, subPathExpr }]) => {
    const place = [...at, 'volumeMounts', index]
    const problems = [
      ...descendingPath(subPath, [...place, 'subPath']),
      ...descendingPath(subPathExpr, [...place, 'subPathExpr']),
    ]
    if (subPath && subPathExpr) {
      const message = 'the mount has a subPath and a subPathExpr: only one of them is allowed'
      problems.push(breach(serverRule.volumePath, [...place, 'subPathExpr'], message, 'keep one of them'))
    }
    if (typeof name !== 'string' || volumes.includes(name)) return problems
    const meant = nearestWord(name, volumes)
    const message = `"${name}" is not a volume of the pod; it has ${volumes.length > 0 ? volumes.join(', ') : 'none'}`
    const remedy = meant ? `did you mean "${meant}"?` : `add the volume "${name}" to the pod`
    return [...problems, breach(serverRule.volumeMount, [...place, 'name'], message, remedy)]
  })
}

function portRules(container: Fields, at: Path, hostNetwork: boolean): Problem[] {
  const names = new Set<unknown>()
  return numberedMaps(container.ports).flatMap(([index, { name, hostPort, containerPort }]) => {
    const place = [...at, 'ports', index]
    const problems: Problem[] = []
    if (name && names.has(name)) {
      const message = `"${name}" names another port of the container already`
      problems.push(breach(serverRule.portName, [...place, 'name'], message, 'give it another name'))
    }
    names.add(name)
    if (hostNetwork && hostPort && hostPort !== containerPort) {
      const message = `${hostPort}: with hostNetwork only the containerPort, ${containerPort}, is allowed`
      problems.push(breach(serverRule.hostPort, [...place, 'hostPort'], message, 'leave hostPort out'))
    }
    return problems
  })
}
