import { isRecord } from '@ainur/constructs'
import { asMap, asMaps, numberedMaps } from '../model/shape.ts'
import { containersOf } from '../pods/containers-of.ts'
import type { PodTemplate } from '../pods/pod-template.ts'

/** Paths that every node has and that no data lives in. */
const system = ['/dev', '/proc', '/sys', '/run', '/var/run', '/lib/modules', '/usr', '/etc', '/boot', '/tmp']

export interface WritableHostPath {
  readonly path: string
  readonly directory: string
}

/** hostPath volumes that hold data: mounted writable by some container, and not a part of the system itself. */
export function dataHostPaths(template: PodTemplate): WritableHostPath[] {
  const writable = new Set(
    containersOf(template).flatMap(({ container }) =>
      asMaps(container.volumeMounts)
        .filter(({ readOnly }) => readOnly !== true)
        .map(({ name }) => name),
    ),
  )
  return numberedMaps(template.spec.volumes).flatMap(([index, item]) => {
    const directory = asMap(item.hostPath).path
    if (typeof directory !== 'string' || !writable.has(item.name)) return []
    const inSystem = directory === '/' || system.some((root) => directory === root || directory.startsWith(`${root}/`))
    return inSystem ? [] : [{ path: `${template.path}.volumes[${index}].hostPath.path`, directory }]
  })
}

/** emptyDir volumes on disk that may grow past `bytes`, with their paths. */
export function largeEmptyDirs(template: PodTemplate, exceeds: (sizeLimit: unknown) => boolean): string[] {
  return numberedMaps(template.spec.volumes).flatMap(([index, item]) => {
    if (!isRecord(item.emptyDir) || item.emptyDir.medium === 'Memory') return []
    return exceeds(item.emptyDir.sizeLimit) ? [`${template.path}.volumes[${index}].emptyDir`] : []
  })
}
