import { distributionOf } from '../../distribution/distributions.ts'
import { defineRule } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { nodesOf } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import { quote } from '../problem.ts'

const unsupported = defineRule('architecture-unsupported', 'error', {
  title: 'the distribution has no build for the architecture of a node',
  why: 'Only k3s has a build for 32-bit ARM.',
  remedy: 'Use k3s, or a 64-bit machine.',
})

/** The distribution has a build for each node. */
export const checkArchitectures: DefinitionCheck = {
  rules: [unsupported],
  run(draft) {
    if (!draft.kubernetes?.distribution) return []
    const { title, architectures } = distributionOf(draft.kubernetes.distribution)
    return nodesOf(draft).flatMap(({ value: { hardware, machine }, path }) => {
      if (!hardware) return []
      const { architecture } = hardwareModel(hardware, machine)
      if (architectures.includes(architecture)) return []
      const message = `${quote(hardware)} is ${architecture}, but ${title} is built for ${architectures.join(' and ')} only`
      return [unsupported.problem(`${path}.hardware`, message)]
    })
  },
}
