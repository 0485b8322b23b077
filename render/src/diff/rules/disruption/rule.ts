import { defineRule } from '@ainur/constructs/finding'

export const rule = defineRule('disruption', ['warning', 'info'], {
  title: 'pods restart or stop, or are no longer reached',
  why: 'A change in a pod template restarts every pod made from it. With one replica that holds a ReadWriteOnce volume, or with the strategy `Recreate`, the program is down until the new pod is ready; a rolling update of such a pod can even hang, as the new one waits for the volume of the old one on another node. More replicas than one cannot share such a volume at all. A host or an address that goes, and a NetworkPolicy that comes, cut off the users of the pods; a PodDisruptionBudget that lets none go makes every drain of a node wait for ever; so does a webhook that fails closed for pods, with their start.',
  remedy: 'Merge when the moment suits you.',
  accept: 'Accept it when the moment suits you: merging is what starts the restart.',
})
