import { hostNetworkBecause, privilegedBecause } from '../app/privileged-because.ts'
import type { ContainerAllowances } from './props.ts'

/** Annotations that tell a reader of the tree why a container may do more than others. */
export function becauseAnnotations(allow: ContainerAllowances): Record<string, string> {
  const reasons: readonly (readonly [name: string, reason: string | undefined])[] = [
    ['ainur.tools/root-because', allow.root],
    ['ainur.tools/writable-image-because', allow.writableImage],
    [hostNetworkBecause, allow.hostNetwork],
    ...Object.entries(allow.capabilities ?? {}).map(([name, why]) => [`ainur.tools/${name}-because`, why] as const),
    [privilegedBecause, Object.values(allow.devices ?? {}).join(' ') || undefined],
  ]
  return Object.fromEntries(reasons.flatMap(([name, reason]) => (reason ? [[name, reason]] : [])))
}
