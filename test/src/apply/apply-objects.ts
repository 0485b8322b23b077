import type { KubeApi } from '../api/kube-api.ts'
import { describe, type KubeObject } from '../api/kube-object.ts'
import { inParallel } from './in-parallel.ts'

/** What the API server said to a list of objects. */
export interface ApplyReport {
  readonly applied: number
  readonly rejections: readonly { readonly object: string; readonly message: string }[]
  readonly warnings: readonly { readonly object: string; readonly message: string }[]
}

/** Kinds that others need to exist; everything else is applied after them. */
const early = ['Namespace', 'CustomResourceDefinition', 'PriorityClass', 'StorageClass', 'ServiceAccount']

/**
 * Applies objects with strict validation: early kinds first, the rest several at a time. Collects every rejection
 * rather than stopping at the first.
 */
export async function applyObjects(api: KubeApi, objects: readonly KubeObject[]): Promise<ApplyReport> {
  const report = {
    applied: 0,
    rejections: [] as ApplyReport['rejections'][number][],
    warnings: [] as ApplyReport['warnings'][number][],
  }
  const applyOne = async (object: KubeObject) => {
    try {
      const { warnings } = await api.apply(object)
      report.applied++
      report.warnings.push(...warnings.map((message) => ({ object: describe(object), message })))
    } catch (error) {
      report.rejections.push({ object: describe(object), message: (error as Error).message })
    }
  }
  for (const kind of early)
    await inParallel(
      objects.filter((object) => object.kind === kind),
      applyOne,
    )
  await inParallel(
    objects.filter((object) => !early.includes(object.kind)),
    applyOne,
  )
  return report
}
