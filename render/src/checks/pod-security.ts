import { argoCdNamespace, distributionOf, isEarlyNamespace, privilegedBecause } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { objectRef } from '../model/object-ref.ts'
import type { Check, FinishedRendering } from '../model/rendering.ts'
import {
  enforceLabel,
  type PodSecurityLevel,
  type PodSecurityViolation,
  podSecurityLevel,
  podSecurityLevels,
  podSecurityViolations,
} from '../pods/pod-security-level.ts'
import { namespacesWithUnknownPods } from '../pods/unknown-pods.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'

const podSecurityViolated = defineRule('pod-security-violated', 'error', {
  title: 'a namespace enforces a Pod Security level that refuses its own pods',
  why: 'The pods are never created; only the events of their controller say so.',
  remedy: 'Harden the pod, or let the level be computed.',
})

const privilegeUndeclared = defineRule('privilege-undeclared', 'warning', {
  title: 'a container is privileged, and its workload does not say why',
  why: 'It can do anything on its node, so a reviewer should read the reason.',
  remedy: 'Annotate the workload with `ainur.tools/privileged-because`.',
})

const podNotRestricted = defineRule('pod-not-restricted', 'info', {
  title: 'a pod keeps its namespace from the level `restricted`',
  why: 'A few lines would take rights away that the pod does not need.',
  remedy: 'set them in its security contexts, if the image can run that way',
})

const namespaceOfCluster = defineRule('namespace-of-cluster', 'error', {
  title: 'the tree writes a Namespace that every cluster has before Argo CD, such as `kube-system`',
  why: 'Labels such as a Pod Security level would keep pods from starting that no file of the tree holds: DNS, the network.',
  remedy: 'Leave the Namespace out.',
})

const podsUnknown = defineRule('pods-unknown', 'warning', {
  title: 'nothing is known of the pods that a chart brings',
  why: 'Their namespace gets no Pod Security level, and no check sees what they need: memory, an architecture, images.',
  remedy: 'Declare its workloads, or have the chart inflated into the tree.',
})

/**
 * Namespaces admit the pods that they hold; privileged containers say why they are; pods that could be restricted with a
 * few lines are pointed out, and so are pods that nobody knows.
 */
export const podSecurityCheck: Check = {
  rules: [podSecurityViolated, privilegeUndeclared, podNotRestricted, namespaceOfCluster, podsUnknown],
  run(rendering) {
    const enforced = new Map(
      rendering.objects
        .filter(({ object }) => object.apiVersion === 'v1' && object.kind === 'Namespace')
        .map(({ object: { metadata } }) => [metadata.name, metadata.labels?.[enforceLabel]] as const),
    )
    const ofWorkloads = workloadsOf(rendering).flatMap((workload) => {
      const violations = podSecurityViolations(workload.template)
      const level = enforced.get(workload.ref.namespace ?? '')
      return [
        ...(isLevel(level) ? refused(workload, violations, level) : []),
        ...(workload.from === 'tree' ? undeclared(workload) : []),
        // In a namespace that must admit more anyway, nothing is gained.
        ...(workload.from === 'tree' && level === 'baseline' ? soft(workload, violations) : []),
      ]
    })
    return [...ofWorkloads, ...ofCluster(rendering), ...unknown(rendering, enforced)]
  },
}

function refused({ ref, template }: Workload, violations: readonly PodSecurityViolation[], level: PodSecurityLevel) {
  const allowed = podSecurityLevels.indexOf(level)
  const broken = violations.filter(({ allows }) => podSecurityLevels.indexOf(allows) < allowed)
  if (broken.length === 0) return []
  const list = broken.map(({ path, detail }) => `${path}: ${detail}`).join('; ')
  const message = `namespace ${ref.namespace} enforces "${level}", which refuses its pods (${list})`
  const remedy = `harden the pod, or let the level be computed: leave the label ${enforceLabel} out`
  return [podSecurityViolated.finding(ref, template.path, message, remedy)]
}

function undeclared({ ref, template, object }: Workload) {
  const containers = [...(template.spec.initContainers ?? []), ...template.spec.containers]
    .filter(({ securityContext }) => securityContext?.privileged === true)
    .map(({ name }) => name)
  if (template.edit !== 'pod-spec' || containers.length === 0) return []
  if (object?.metadata.annotations?.[privilegedBecause]) return []
  const message = `privileged without a reason: ${containers.join(', ')}; such a container owns its node`
  const remedy = `add only the capabilities and devices that it needs, or annotate it with ${privilegedBecause}: <one sentence>`
  return [privilegeUndeclared.finding(ref, template.path, message, remedy)]
}

/** Violations that a few lines would remove: only then is `restricted` worth a hint. */
function soft({ ref, template }: Workload, violations: readonly PodSecurityViolation[]) {
  if (template.edit !== 'pod-spec' || podSecurityLevel(violations) !== 'baseline') return []
  const details = [...new Set(violations.map(({ detail }) => detail))].join(', ')
  const message = `its pods keep namespace ${ref.namespace} from the level "restricted": ${details}`
  return [podNotRestricted.finding(ref, template.path, message)]
}

function ofCluster({ objects, cluster }: FinishedRendering) {
  const distribution = distributionOf(cluster.kubernetes.distribution)
  return objects
    .filter(({ object }) => object.apiVersion === 'v1' && object.kind === 'Namespace')
    .filter(({ object }) => isEarlyNamespace(object.metadata.name, distribution))
    .map(({ object }) => {
      const { name } = object.metadata
      const message = `${name} exists before Argo CD and holds pods of the cluster itself; the tree never writes it`
      const remedy = `leave this Namespace out; a label that something else needs is set once by hand: kubectl label namespace ${name} …`
      return namespaceOfCluster.finding(objectRef(object), '', message, remedy)
    })
}

/** A namespace whose author wrote a level is one of which its author knows. */
function unknown(rendering: FinishedRendering, enforced: ReadonlyMap<string, string | undefined>) {
  return [...namespacesWithUnknownPods(rendering)].flatMap(([namespace, sources]) => {
    if (!enforced.has(namespace) || enforced.get(namespace) !== undefined) return []
    return sources
      .filter(({ app }) => app !== '')
      .map(({ name, app }) => {
        const subject = {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Application',
          namespace: argoCdNamespace,
          name: app,
        }
        const message = `nothing is known of the pods of ${name}: namespace ${namespace} gets no Pod Security level, and no check sees what they need`
        const remedy = `declare its workloads (contents.workloads), or inflate its chart; or have the app say what its namespace must admit: labelNamespace({ '${enforceLabel}': 'privileged' }), or 'restricted' if it has no pods`
        return podsUnknown.finding(subject, name, message, remedy)
      })
  })
}

function isLevel(level: string | undefined): level is PodSecurityLevel {
  return podSecurityLevels.some((known) => known === level)
}
