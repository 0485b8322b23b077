/** A rule by which kwok plays the part of a controller or kubelet that does not run here. */
export interface SimulatedStage {
  /** Name of the Stage. */
  readonly name: string
  /** What is simulated, and therefore not proved, in words for the docs. */
  readonly simulates: string
  readonly apiGroup: string
  readonly kind: string
  /** All must hold. Every stage must make one of its own conditions false, or it runs for ever. */
  readonly when: readonly StageCondition[]
  /** What then happens. */
  readonly steps: readonly StageStep[]
}

/**
 * CEL over `self`, or a jq path with what its values may be. Nodes and Pods need the latter: kwok types them, and its
 * CEL does not know the element types of their lists.
 */
export type StageCondition =
  | string
  | {
      readonly key: string
      readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
      readonly values?: readonly string[]
    }

export type StageStep =
  | { readonly patchStatus: string; readonly type: 'strategic' | 'merge' }
  | { readonly apply: string }
  | { readonly delete: true }

/** The object that kwok reads. */
export function toStageObject({ name, apiGroup, kind, when, steps }: SimulatedStage): object {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup, kind },
      selector: { matchExpressions: when.map(toExpression) },
      steps: steps.map(toStep),
    },
  }
}

function toExpression(condition: StageCondition): object {
  return typeof condition === 'string' ? { cel: { expression: condition } } : condition
}

function toStep(step: StageStep): object {
  if ('patchStatus' in step) {
    return { patch: { subresource: 'status', root: 'status', type: step.type, template: step.patchStatus } }
  }
  if ('apply' in step) return { apply: { template: step.apply } }
  return { delete: true }
}
