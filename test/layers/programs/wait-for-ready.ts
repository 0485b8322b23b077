import { describe, type KubeObject } from '../../src/api/kube-object.ts'
import type { ProgramCluster } from '../../src/programs/program-cluster.ts'
import { until } from '../../src/wait/until.ts'

interface Condition {
  readonly type: string
  readonly status: string
  readonly message?: string
}

/** Resolves when each object has the condition; a timeout says what each of the others says of itself. */
export async function waitForReady(
  { api, family }: ProgramCluster,
  objects: readonly KubeObject[],
  condition = 'Ready',
): Promise<void> {
  await until(
    async () => {
      const waiting: string[] = []
      for (const object of objects) {
        const { status, metadata } = await api.read(object)
        const conditions: readonly Condition[] = status?.conditions ?? []
        const seen = conditions.find(({ type }) => type === condition)
        // One of an older generation tells nothing about what was asked for now.
        const generation = (seen as { observedGeneration?: number } | undefined)?.observedGeneration
        if (seen?.status === 'True' && (generation ?? metadata.generation) === metadata.generation) continue
        waiting.push(`${describe(object)}: ${seen?.message ?? `has no condition ${condition}`}`)
      }
      return waiting.length === 0 ? { done: true } : { state: waiting.join('\n') }
    },
    { what: `${objects.length} objects to be ${condition}`, guard: () => family.assertRunning() },
  )
}
