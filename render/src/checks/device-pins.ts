import type { PodSpecLike } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import type { Check } from '../model/rendering.ts'
import { asFilledText, asMap, asMaps, type Fields, numberedMaps } from '../model/shape.ts'
import { placedWorkloads } from './pi-nodes.ts'

const devicePinMissing = defineRule('device-pin-missing', 'warning', {
  title: 'a pod uses a device of its node, and may land on a node without that device',
  why: 'There it never starts, or starts without the device.',
  remedy:
    'Name what the node has in the definition (`capabilities`), and place the pod there: `place(deployment, onNodesWith(…))`.',
})

/** Devices that the kernel gives every node, and folders of devices. */
const everywhere =
  /^\/dev(\/(shm|pts|mapper|disk|block|char|bus(\/usb)?|fuse|kvm|log|null|zero|full|u?random|tty|ptmx|net(\/tun)?|vhost-net|kmsg|mem|mqueue|hugepages|watchdog\d*))?\/*$/

/** Labels that say nothing of what is plugged into a node. */
const general = new Set(['kubernetes.io/arch', 'kubernetes.io/os', 'node-role.kubernetes.io/control-plane'])

/** A USB stick or a GPU is in one node: the pod that uses it is pinned there. */
export const devicePinsCheck: Check = {
  rules: [devicePinMissing],
  run(rendering) {
    return placedWorkloads(rendering).flatMap(({ ref, template, nodes }) => {
      // A DaemonSet looks on each node for what is there.
      if (template.workloadType === 'per-node' || template.edit === 'plan' || nodes.length < 2) return []
      if (isPlacedByWords(template.spec)) return []
      return numberedMaps(template.spec.volumes).flatMap(([index, volume]) => {
        const device = asFilledText(asMap(volume.hostPath).path)
        if (!device?.startsWith('/dev/') || everywhere.test(device)) return []
        const message = `"${device}" is a device of one node; the pod may land on ${nodes.map(({ name }) => name).join(', ')}`
        return [devicePinMissing.finding(ref, `${template.path}.volumes[${index}].hostPath.path`, message)]
      })
    })
  },
}

/** Whether its author names the nodes by a label of their own: several may have such a device. */
function isPlacedByWords({ nodeSelector, affinity }: PodSpecLike): boolean {
  if (Object.keys(asMap(nodeSelector)).some((key) => !general.has(key))) return true
  const required = asMap(asMap(asMap(affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution)
  const terms = asMaps(required.nodeSelectorTerms)
  const isOwn = ({ key, operator }: Fields) => (operator === 'In' || operator === 'Exists') && !general.has(String(key))
  return terms.length > 0 && terms.every(({ matchExpressions }) => asMaps(matchExpressions).some(isOwn))
}
