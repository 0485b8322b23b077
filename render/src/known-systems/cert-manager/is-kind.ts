import { groupOf } from '../../model/group-of.ts'
import type { KubeObject } from '../../model/rendered-object.ts'

export function isKind({ apiVersion, kind }: KubeObject, group: string, wanted: string): boolean {
  return kind === wanted && groupOf(apiVersion) === group
}
