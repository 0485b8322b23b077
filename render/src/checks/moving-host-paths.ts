import { defineRule } from '@ainur/constructs/finding'
import type { Check } from '../model/rendering.ts'
import { dataHostPaths } from './host-paths.ts'
import { placedWorkloads } from './pi-nodes.ts'

const hostPathMoves = defineRule('host-path-moves', 'warning', {
  title: 'a pod that may move between nodes keeps data in a directory of its node',
  why: 'On another node it finds another directory, or none.',
  remedy: 'use a PersistentVolumeClaim, pin the pod to one node, or make it a DaemonSet',
})

/** A pod that may move between nodes keeps no data in a directory of its node: it would find another one, or none. */
export const movingHostPathsCheck: Check = {
  rules: [hostPathMoves],
  run(rendering) {
    return placedWorkloads(rendering).flatMap(({ ref, template, nodes }) => {
      if (template.workloadType === 'per-node' || template.edit === 'plan' || nodes.length < 2) return []
      return dataHostPaths(template).map(({ path, directory }) =>
        hostPathMoves.finding(
          ref,
          path,
          `"${directory}" is a directory of whichever node the pod runs on: ${nodes.map(({ name }) => name).join(', ')}`,
        ),
      )
    })
  },
}
