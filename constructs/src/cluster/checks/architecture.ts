import { distributionOf } from '../../distribution/distributions.ts'
import { type Draft, nodesOf } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const unsupported = errorRule('architecture-unsupported')

/** The distribution has a build for each node. */
export function checkArchitectures(draft: Draft): Problem[] {
  if (!draft.kubernetes?.distribution) return []
  const { title, architectures } = distributionOf(draft.kubernetes.distribution)
  return nodesOf(draft).flatMap(({ value: { hardware, machine }, path }) => {
    if (!hardware) return []
    const { architecture } = hardwareModel(hardware, machine)
    if (architectures.includes(architecture)) return []
    const message = `${quote(hardware)} is ${architecture}, but ${title} is built for ${architectures.join(' and ')} only`
    return [unsupported(`${path}.hardware`, message, 'Use k3s, or a 64-bit machine.')]
  })
}
