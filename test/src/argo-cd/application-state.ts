import type { KubeObject } from '../api/kube-object.ts'

/** Why an Application is not settled at `revision`, or undefined when it is: compared, synced, healthy, nothing in flight. */
export function whyNotSettled(application: KubeObject, revision?: string): string | undefined {
  const { status = {}, operation } = application
  const { sync = {}, health = {}, operationState = {} } = status
  const seen: string | undefined = sync.revision ?? sync.revisions?.at(-1)
  const problems = [
    ...(status.conditions ?? []).map(
      (condition: { type: string; message: string }) => `${condition.type}: ${condition.message}`,
    ),
    sync.status === 'Synced' ? '' : `sync is ${sync.status ?? 'unknown'}`,
    health.status === 'Healthy' ? '' : `health is ${health.status ?? 'unknown'}${unhealthyResources(status.resources)}`,
    operation ? 'an operation waits' : '',
    // None at all is fine: there was nothing to do when the Application was made, and it is synced.
    operationState.phase === undefined || operationState.phase === 'Succeeded'
      ? ''
      : `operation is ${operationState.phase}${operationState.message ? `: ${operationState.message}` : ''}`,
    revision === undefined || seen === revision
      ? ''
      : `it looked at ${seen?.slice(0, 7) ?? 'nothing'}, not ${revision.slice(0, 7)}`,
  ].filter(Boolean)
  return problems.length > 0 ? `${application.metadata.name}: ${problems.join('; ')}` : undefined
}

interface ResourceStatus {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly status?: string
  readonly health?: { readonly status?: string; readonly message?: string }
}

/** So many resources are named; those that report most come first. */
const shownResources = 5

function unhealthyResources(resources: readonly ResourceStatus[] = []): string {
  const bad = resources.filter(({ health }) => health?.status && health.status !== 'Healthy')
  if (bad.length === 0) return ''
  const telling = [...bad.filter(({ health }) => health?.message), ...bad.filter(({ health }) => !health?.message)]
  const shown = telling
    .slice(0, shownResources)
    .map(({ kind, name, health }) => `${kind} ${name} ${health?.status} ${health?.message ?? ''}`.trim())
  const more = bad.length > shown.length ? ` and ${bad.length - shown.length} more` : ''
  return ` (${shown.join(', ')}${more})`
}
