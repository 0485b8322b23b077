import type { KubeApi } from '../api/kube-api.ts'
import type { Family } from '../process/family.ts'
import { until } from '../wait/until.ts'
import { whyNotSettled } from './application-state.ts'

export interface WaitForApplicationsOptions {
  readonly api: KubeApi
  /** All of them must exist and be settled. */
  readonly names: readonly string[]
  /** Commit that each must have been compared with. @default any */
  readonly revision?: string
  /** @default 300000 */
  readonly timeoutMs?: number
  /** Its processes must keep running; their logs go into the failure report. */
  readonly family?: Family
}

export const applicationKey = (name: string) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace: 'argocd' },
})

/** Resolves when all the Applications are synced and healthy, with nothing in flight. */
export async function waitForApplications({
  api,
  names,
  revision,
  timeoutMs = 300_000,
  family,
}: WaitForApplicationsOptions): Promise<void> {
  await until(
    async () => {
      const present = await api.list('argoproj.io/v1alpha1', 'Application', { namespace: 'argocd' })
      const waiting = names.flatMap((name) => {
        const application = present.find((candidate) => candidate.metadata.name === name)
        return application ? (whyNotSettled(application, revision) ?? []) : [`${name}: does not exist`]
      })
      return waiting.length === 0 ? { done: true } : { state: `\n  ${waiting.join('\n  ')}` }
    },
    {
      what: `Applications ${names.join(', ')} to be synced and healthy${revision ? ` at ${revision.slice(0, 7)}` : ''}`,
      timeoutMs,
      // All Applications with their status are half a megabyte of JSON: asking more often would slow down what is waited for.
      intervalMs: 200,
      guard: () => family?.assertRunning(),
      report: () => (family ? `${family.tail('application-controller', 15)}\n${family.tail('repo-server', 5)}` : ''),
    },
  )
}

/** Has Argo CD look at Git now rather than within minutes. Each Application has to be refreshed by itself. */
export async function refreshApplications(api: KubeApi, names: readonly string[]): Promise<void> {
  const patch = { metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } } }
  await Promise.all(names.map((name) => api.merge(applicationKey(name), patch)))
}

/** Has Argo CD sync each Application once more, as its own policy says, whether or not something changed. */
export async function syncApplications(api: KubeApi, names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      const { spec } = await api.read(applicationKey(name))
      const { syncOptions = [], automated = {} } = spec.syncPolicy ?? {}
      await api.merge(applicationKey(name), { operation: { sync: { syncOptions, prune: automated.prune ?? false } } })
    }),
  )
}
