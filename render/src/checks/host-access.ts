import { hostNetworkBecause, privilegedBecause } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import type { Check } from '../model/rendering.ts'
import { asFilledText, asMap, asMaps } from '../model/shape.ts'
import { type Workload, workloadsOf } from '../pods/workload.ts'

const hostAccessUndeclared = defineRule('host-access-undeclared', 'warning', {
  title:
    'a pod is in a namespace of its node (`hostPID`, `hostIPC`, `hostNetwork`), or mounts what holds the whole node, and its workload does not say why',
  why: 'Such a pod can see or own its node, and its namespace admits any other like it: the level is `privileged`.',
  remedy: `Take only what the pod needs, or annotate the workload with \`${privilegedBecause}\` and one sentence.`,
})

/** Annotations with which a workload says why it may do more. */
const becauses = [privilegedBecause, hostNetworkBecause]

/** Directories of a node from which one owns it: its root, its programs and settings, its homes, sockets of its runtime. */
const wholeNode =
  /^\/+$|^\/(etc|root|home|boot|usr|bin|sbin|lib|proc|var|run|var\/run|var\/lib)\/*$|^\/(etc|var\/lib|run|var\/run)\/(kubernetes|rancher|kubelet|containerd|docker|k3s|talos|systemd|docker\.sock|cron[^/]*|ssh)(\/.*)?$/

/** A pod that leaves its container says why, as a privileged one does: it decides about the level of its namespace. */
export const hostAccessCheck: Check = {
  rules: [hostAccessUndeclared],
  run(rendering) {
    return workloadsOf(rendering).flatMap((workload) => {
      const { ref, template, object, from } = workload
      if (from !== 'tree' || template.edit !== 'pod-spec') return []
      if (becauses.some((name) => object?.metadata.annotations?.[name])) return []
      const taken = takenOf(workload)
      if (taken.length === 0) return []
      const message = `${taken.join(', ')} without a reason; the namespace ${ref.namespace} has to admit pods that own their node`
      return [hostAccessUndeclared.finding(ref, template.path, message)]
    })
  },
}

function takenOf({ template: { spec } }: Workload): string[] {
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => asMap(spec)[field] === true)
  const directories = asMaps(spec.volumes).flatMap(({ hostPath }) => {
    const path = asFilledText(asMap(hostPath).path)
    return path && wholeNode.test(path) ? [`hostPath ${path}`] : []
  })
  return [...shared, ...directories]
}
