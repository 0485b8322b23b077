import type { HookChoice, InflateOptions } from '@ainur/constructs'
import type { Problem } from '@ainur/constructs/finding'
import type { KubeObject } from '../model/rendered-object.ts'
import { commaList } from '../text/comma-list.ts'
import { chartHookUndecided, chartHookUnknown } from './inflate-rules.ts'

const helmHook = 'helm.sh/hook'

/**
 * When Argo CD would run a Helm hook.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks
 */
const phases: Readonly<Record<string, string>> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
  'pre-delete': 'PreDelete',
  'post-delete': 'PostDelete',
}
const deletePolicies: Readonly<Record<string, string>> = {
  'before-hook-creation': 'BeforeHookCreation',
  'hook-succeeded': 'HookSucceeded',
  'hook-failed': 'HookFailed',
}

/** Objects of a chart without Helm's hook annotations, and the hooks that nobody has decided about. */
export interface DecidedHooks {
  readonly objects: readonly KubeObject[]
  readonly problems: readonly Problem[]
}

/**
 * Does with each hook what its release says. Other objects stay as they are. Tests, and hooks that only a rollback by
 * Helm runs, are left out: nothing here would ever run them. What Helm 2 called `crd-install` is an ordinary object.
 */
export function decideHooks(objects: readonly KubeObject[], choices: InflateOptions['hooks']): DecidedHooks {
  const undecided: string[] = []
  const unused = new Set(typeof choices === 'object' ? Object.keys(choices) : [])
  const decided = objects.flatMap((object) => {
    const hooks = hooksOf(object)
    if (hooks.length === 0) return [object]
    if (hooks.includes('crd-install')) return [withoutHook(object)]
    const name = `${object.kind}/${object.metadata.name}`
    unused.delete(name)
    if (!hooks.some((hook) => hook in phases)) return []
    const choice = typeof choices === 'object' ? choices[name] : choices
    if (choice === undefined) {
      undecided.push(`${name} (${hooks.join(', ')})`)
      return []
    }
    return carryOut(object, hooks, choice)
  })
  return { objects: decided, problems: [...undecidedProblem(undecided), ...unknownProblem([...unused])] }
}

function carryOut(object: KubeObject, hooks: readonly string[], choice: HookChoice): KubeObject[] {
  if (choice === 'leave-out') return []
  if (choice === 'object') return [withoutHook(object)]
  const annotations = object.metadata.annotations ?? {}
  const inPhases = [...new Set(hooks.flatMap((hook) => phases[hook] ?? []))]
  const policies = commaList(annotations['helm.sh/hook-delete-policy']).flatMap(
    (policy) => deletePolicies[policy] ?? [],
  )
  const weight = annotations['helm.sh/hook-weight']
  return [
    withoutHook(object, {
      'argocd.argoproj.io/hook': inPhases.join(','),
      ...(policies.length > 0 ? { 'argocd.argoproj.io/hook-delete-policy': policies.join(',') } : {}),
      ...(weight === undefined ? {} : { 'argocd.argoproj.io/sync-wave': weight }),
    }),
  ]
}

function withoutHook(object: KubeObject, added: Readonly<Record<string, string>> = {}): KubeObject {
  const { annotations = {}, ...metadata } = object.metadata
  const kept = Object.entries(annotations).filter(([name]) => name !== helmHook && !name.startsWith(`${helmHook}-`))
  // What the chart itself wrote for Argo CD is meant for Argo CD.
  const all = { ...added, ...Object.fromEntries(kept) }
  return { ...object, metadata: Object.keys(all).length > 0 ? { ...metadata, annotations: all } : metadata }
}

function hooksOf({ metadata }: KubeObject): string[] {
  return commaList(metadata.annotations?.[helmHook])
}

function undecidedProblem(hooks: readonly string[]): Problem[] {
  if (hooks.length === 0) return []
  const message = `the chart has hooks, which Argo CD would run at every sync or at deletion: ${hooks.join('; ')}`
  const remedy = `turn them off in the values, or say what becomes of them: hooks: 'leave-out', 'object' or 'argo-cd', for all or by Kind/name`
  return [chartHookUndecided.problem('hooks', message, remedy)]
}

function unknownProblem(names: readonly string[]): Problem[] {
  return names.map((name) =>
    chartHookUnknown.problem(
      'hooks',
      `hooks names ${name}, and the chart has no such hook`,
      'correct the name, written as Kind/name, or take it out',
    ),
  )
}
