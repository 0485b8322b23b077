import { defineRule } from '../../finding/rule.ts'
import { bootOf } from '../boot.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { nodesOf } from '../draft.ts'

const loop = defineRule({
  id: 'netboot-storage-loop',
  severity: 'error',
  title: 'all disks for Longhorn are in nodes that boot from the network',
  why: "pi-netboot keeps on Longhorn what nodes boot: with all of Longhorn's disks in these nodes neither could start.",
  remedy: 'Put such a disk into a node that boots from its own, or boot one of these from a disk.',
})

/** What nodes boot from lies on replicated volumes, which must not need these very nodes. */
export const checkNetbootStorage: DefinitionCheck = {
  rules: [loop],
  run(draft) {
    if (!draft.apps?.piNetboot) return []
    const nodes = nodesOf(draft)
    // A node whose disks could not be judged may hold the disk that breaks the loop.
    if (nodes.length !== draft.nodes?.length || nodes.some(({ value }) => 'disks' in value && !value.disks)) return []
    const storage = nodes.filter(({ value }) =>
      value.disks?.some((disk) => disk === undefined || !disk.purpose || disk.purpose === 'longhorn'),
    )
    const independent = storage.some(({ value }) => bootOf(value) !== 'netboot')
    if (storage.length === 0 || independent) return []
    const names = storage.map(({ value }) => value.name).join(', ')
    const message = `only nodes that boot from the network have a disk for Longhorn (${names}), and pi-netboot keeps on Longhorn what they boot: neither could start before the other`
    return [loop.problem('nodes', message)]
  },
}
