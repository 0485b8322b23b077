import { isRecord } from '@ainur/constructs/is-record'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { TreeObject } from '../input/tree-object.ts'

/** An annotation of an object, if it is text. */
export function annotation(object: KubeObject | undefined, name: string): string | undefined {
  const annotations: unknown = object?.metadata.annotations
  const value = isRecord(annotations) ? annotations[name] : undefined
  return typeof value === 'string' ? value : undefined
}

/**
 * Sync options that hold for an object: its own, which win, then those of its Application.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
export function syncOption(name: string, object: KubeObject, application: TreeObject | undefined): string | undefined {
  const own = parse(annotation(object, 'argocd.argoproj.io/sync-options')?.split(',') ?? [])
  if (own.has(name)) return own.get(name)
  const policy = application?.value.spec
  const options = isRecord(policy) && isRecord(policy.syncPolicy) ? policy.syncPolicy.syncOptions : undefined
  return parse(Array.isArray(options) ? options : []).get(name)
}

function parse(options: readonly unknown[]): Map<string, string> {
  const pairs = options.filter((option) => typeof option === 'string').map((option) => option.trim().split('='))
  return new Map(pairs.map(([key = '', value = 'true']) => [key, value]))
}

/** `spec.syncPolicy.automated` of an Application; undefined if people sync it by hand. */
export function automated(application: TreeObject | undefined): Record<string, unknown> | undefined {
  return automatedIn(application?.value.spec)
}

/** The same for a spec alone, such as that in an ApplicationSet. */
export function automatedIn(spec: unknown): Record<string, unknown> | undefined {
  const policy = isRecord(spec) && isRecord(spec.syncPolicy) ? spec.syncPolicy.automated : undefined
  return isRecord(policy) && policy.enabled !== false ? policy : undefined
}

/** Sync wave of an object. @default 0 */
export function waveOf(object: KubeObject): number {
  const value = Number(annotation(object, 'argocd.argoproj.io/sync-wave') ?? 0)
  return Number.isInteger(value) ? value : 0
}
