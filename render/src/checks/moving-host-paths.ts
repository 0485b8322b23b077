import type { Check } from '../model/rendering.ts'
import { findingAbout } from './finding-about.ts'
import { dataHostPaths } from './host-paths.ts'
import { placedWorkloads } from './pi-nodes.ts'

/** A pod that may move between nodes keeps no data in a directory of its node: it would find another one, or none. */
export const movingHostPathsCheck: Check = {
  id: 'moving-host-paths',
  run(rendering) {
    return placedWorkloads(rendering).flatMap(({ ref, template, nodes }) => {
      if (template.workloadType === 'per-node' || template.edit === 'plan' || nodes.length < 2) return []
      return dataHostPaths(template).map(({ path, directory }) =>
        findingAbout(
          ref,
          'host-path-moves',
          'warning',
          path,
          `"${directory}" is a directory of whichever node the pod runs on: ${nodes.map(({ name }) => name).join(', ')}`,
          'use a PersistentVolumeClaim, pin the pod to one node, or make it a DaemonSet',
        ),
      )
    })
  },
}
