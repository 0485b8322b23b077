import { describeObject } from '@ainur/constructs'
import { defineRule, type Finding } from '@ainur/constructs/finding'
import { pushTo } from '../model/group-by.ts'
import type { Check, FinishedRendering } from '../model/rendering.ts'
import { asMap, numberedMaps, specOf } from '../model/shape.ts'
import { requiresNeighbour } from './neighbours.ts'
import { type PlacedWorkload, placedWorkloads } from './pi-nodes.ts'
import { rolloutStartsFirst } from './rollout.ts'
import { type Holder, singleNodeClaims } from './single-node-claims.ts'

const volumeMultiAttach = defineRule('volume-multi-attach', 'error', {
  title: 'two pods mount a volume that one node, or one pod, holds at a time, and may land on different nodes',
  why: 'The second pod waits for ever (`Multi-Attach error`), and Argo CD with it.',
  remedy: 'Run one pod, give each pod a claim of its own, or use a claim with `ReadWriteMany`.',
})

const volumeRolloutStuck = defineRule('volume-rollout-stuck', 'warning', {
  title: 'a Deployment starts its new pod before the old one has let go of a volume that one node, or one pod, holds',
  why: 'At the first update the new pod waits for the volume, and the old one for the new pod: neither ever gives way.',
  remedy: 'Set `strategy: { type: Recreate }`.',
})

interface Mount {
  readonly workload: PlacedWorkload
  readonly path: string
  readonly claim: string
  readonly holder: Holder
}

/** A volume that one node holds at a time is mounted by pods that are on one node, and by the next pod after the last. */
export const multiAttachCheck: Check = {
  rules: [volumeMultiAttach, volumeRolloutStuck],
  run(rendering) {
    const mounts = mountsOf(rendering)
    const byClaim = new Map<string, Mount[]>()
    for (const mount of mounts) pushTo(byClaim, mount.claim, mount)
    return [
      ...mounts.flatMap((mount) => [...ofOneWorkload(mount), ...rollout(mount)]),
      ...[...byClaim.values()].flatMap(ofSeveral),
    ]
  },
}

function mountsOf(rendering: FinishedRendering): Mount[] {
  const claims = singleNodeClaims(rendering)
  if (claims.size === 0) return []
  return placedWorkloads(rendering).flatMap((workload) => {
    const { ref, template } = workload
    if (workload.from !== 'tree' || template.edit === 'plan' || template.replicas === 0) return []
    return numberedMaps(template.spec.volumes).flatMap(([index, volume]): Mount[] => {
      const claim = `${ref.namespace}/${asMap(volume.persistentVolumeClaim).claimName}`
      const holder = claims.get(claim)
      return holder ? [{ workload, path: `${template.path}.volumes[${index}]`, claim, holder }] : []
    })
  })
}

function ofOneWorkload({ workload, path, claim, holder }: Mount): Finding[] {
  const { ref, template, nodes } = workload
  const pods = template.workloadType === 'per-node' ? nodes.length : template.replicas
  if (pods < 2 || !fallsApart(holder, nodes.length, requiresNeighbour(template, template))) return []
  const who = template.workloadType === 'per-node' ? `one pod on each of ${nodes.length} nodes` : `${pods} pods`
  const message = `${who} mount the claim ${claim}, which ${held(holder)}; all but the first wait for ever`
  return [volumeMultiAttach.finding(ref, path, message)]
}

/** Several workloads may share a claim if something keeps their pods on one node. */
function ofSeveral(mounts: readonly Mount[]): Finding[] {
  const [first, ...others] = mounts
  return others.flatMap(({ workload, path, claim, holder }) => {
    if (!first || workload === first.workload) return []
    const { template, nodes } = workload
    const beside =
      requiresNeighbour(template, first.workload.template) || requiresNeighbour(first.workload.template, template)
    const reach = new Set([...nodes, ...first.workload.nodes]).size
    if (!fallsApart(holder, reach, beside)) return []
    const message = `it mounts the claim ${claim} beside ${describeObject(first.workload.ref)}; ${held(holder)}, and they may land on different nodes`
    const remedy =
      'use a claim with ReadWriteMany, or keep the pods together: a required podAffinity to the other with the topologyKey kubernetes.io/hostname'
    return [volumeMultiAttach.finding(workload.ref, path, message, remedy)]
  })
}

function rollout({ workload, path, claim, holder }: Mount): Finding[] {
  const { ref, template, object, nodes } = workload
  if (ref.kind !== 'Deployment' || !rolloutStartsFirst(specOf(object)) || template.replicas > 1) return []
  if (!fallsApart(holder, nodes.length, requiresNeighbour(template, template))) return []
  const message = `a rollout starts the new pod while the old one has the claim ${claim}, which ${held(holder)}: the new one waits for the old one, and the old one for the new`
  return [volumeRolloutStuck.finding(ref, path, message, 'set spec.strategy to { type: Recreate }')]
}

function fallsApart(holder: Holder, nodes: number, together: boolean): boolean {
  return holder === 'pod' || (nodes > 1 && !together)
}

function held(holder: Holder): string {
  return holder === 'pod' ? 'one pod holds at a time (ReadWriteOncePod)' : 'one node holds at a time (ReadWriteOnce)'
}
