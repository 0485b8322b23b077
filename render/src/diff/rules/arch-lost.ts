import type { Architecture } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { withoutDigest } from '@ainur/constructs/image-reference'
import type { ImageLock } from '../../images/image-lock.ts'
import { architecturesOf, lockedImage } from '../../images/locked-image.ts'
import { matchesNodeAffinity, nodesOf, placementExclusion, type SchedulingNode } from '../../plan/index.ts'
import { containersOf, knownTemplates, podTemplatesOf } from '../../pods/index.ts'
import { clusterOf } from '../reading/clusters.ts'
import { type ContainerChange, containerChanges } from '../reading/pods.ts'
import type { DiffCheck, DiffContext } from '../rule/diff-check.ts'

const rule = defineRule('arch-lost', 'error', {
  title: 'an image cannot run on a node that its pod may land on',
  why: 'The pod starts and dies at once with `exec format error`, or stays in `ImagePullBackOff` (no matching manifest), but only on the nodes of that architecture: it works on the first try and fails after the next reboot. Platforms come from `images.lock.json`, nodes from the definition of the cluster.',
  remedy: 'Use an image for that architecture, or restrict where the pod may land.',
  accept: 'Accept it when the lock is out of date: better refresh it with `npm run images -- lock`.',
})

/** A pod that can land on a node whose architecture its image does not have. */
export const archLost: DiffCheck = {
  rule,
  *run(context) {
    for (const change of containerChanges(context.changes)) {
      const { container, previous, object, path } = change
      const now = platforms(context.images.head, container.image)
      if (!now) continue
      const cluster = clusterOf(object, context)
      const missing = cluster ? unsuited(change, now, nodesOf(cluster.cluster)) : []
      if (missing.length > 0) {
        const old = platforms(context.images.base, previous?.image)
        const introduced =
          !old ||
          !change.before ||
          unsuited({ ...change, after: change.before }, old, nodesOf(cluster?.cluster as never)).length < missing.length
        if (!introduced) continue
        const where = missing.map(({ name, architecture }) => `${name} (${architecture})`).join(', ')
        const message = `${container.image} runs on ${now.join(', ') || 'no architecture of Linux'} only, but the pod may land on ${where}.`
        const remedy =
          'Choose an image that has the architecture, or keep the pod off those nodes (a placement policy, a node affinity on kubernetes.io/arch).'
        yield rule.finding(object.ref, `${path}.image`, message, remedy)
      } else if (!cluster) yield* lost(change, now, context)
    }
    yield* forgotten(context)
  },
}

/** Images that the lock knows fewer platforms of than before, in pods that do not change. */
function* forgotten(context: DiffContext) {
  const { base, head } = context.images
  const touched = new Set(context.changes.flatMap(({ after }) => (after ? [after.id] : [])))
  for (const reference of Object.keys(head?.images ?? {})) {
    const [old, now] = [platforms(base, reference), platforms(head, reference)]
    const gone = old?.filter((architecture) => !now?.includes(architecture)) ?? []
    if (!now || gone.length === 0) continue
    for (const { group, kind } of knownTemplates) {
      for (const object of context.trees.head.mentioning(group, kind, reference)) {
        const cluster = clusterOf(object, context)
        for (const template of touched.has(object.id) ? [] : podTemplatesOf(object.value)) {
          const located = containersOf(template).find(({ container }) => withoutDigest(container.image) === reference)
          const nodes = cluster && unsuited({ after: template }, now, nodesOf(cluster.cluster))
          if (!located || nodes?.length === 0) continue
          const where = nodes ? `may land on ${nodes.map(({ name }) => name).join(', ')}` : 'may land on such a node'
          const message = `${reference} no longer has ${gone.join(', ')} by the lock, but the pod ${where}.`
          const remedy = 'Choose an image that has the architecture, or keep the pod off those nodes.'
          yield rule.finding(object.ref, `${located.path}.image`, message, remedy)
        }
      }
    }
  }
}

/** Without a definition: what the image could do before and cannot any more, unless the pod never goes there. */
function* lost(
  { container, previous, object, path, after }: ContainerChange,
  now: readonly Architecture[],
  { images }: DiffContext,
) {
  const old = platforms(images.base, previous?.image)
  const gone = (old ?? []).filter(
    (architecture) =>
      !now.includes(architecture) &&
      matchesNodeAffinity(after.spec, {
        name: '',
        labels: { 'kubernetes.io/arch': architecture, 'kubernetes.io/os': 'linux' },
      }),
  )
  if (gone.length === 0) return
  const message = `${container.image} no longer runs on ${gone.join(', ')} (${previous?.image} did), and nothing keeps the pod off such nodes.`
  const remedy = 'Choose an image that has the architecture, or add a node affinity on kubernetes.io/arch.'
  yield rule.finding(object.ref, `${path}.image`, message, remedy)
}

function platforms(lock: ImageLock | undefined, image: unknown): readonly Architecture[] | undefined {
  const entry = lock && typeof image === 'string' ? lockedImage(lock, image) : undefined
  return entry && architecturesOf(entry)
}

function unsuited(
  { after }: Pick<ContainerChange, 'after'>,
  architectures: readonly Architecture[],
  nodes: readonly SchedulingNode[],
): SchedulingNode[] {
  return nodes.filter(
    (node) =>
      node.architecture &&
      !architectures.includes(node.architecture) &&
      !placementExclusion(after.spec, node, after.workloadType),
  )
}
