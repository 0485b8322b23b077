import type { Distribution } from '../cluster.ts'
import { type Draft, nodesOf } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import type { Architecture } from '../node-types.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const unsupported = errorRule('architecture-unsupported')

/**
 * What each distribution is built for. Kubernetes itself stopped building for 32-bit ARM with 1.27; k3s went on.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/115738
 * @see https://www.talos.dev/latest/introduction/support-matrix/
 */
const builtFor: Readonly<Record<Distribution, readonly Architecture[]>> = {
  k3s: ['amd64', 'arm64', 'arm'],
  talos: ['amd64', 'arm64'],
  kubeadm: ['amd64', 'arm64'],
}

/** The distribution has a build for each node. */
export function checkArchitectures(draft: Draft): Problem[] {
  const distribution = draft.kubernetes?.distribution
  if (!distribution) return []
  const supported = builtFor[distribution]
  return nodesOf(draft).flatMap(({ value: { hardware, machine }, path }) => {
    if (!hardware) return []
    const { architecture } = hardwareModel(hardware, machine)
    if (supported.includes(architecture)) return []
    const message = `${quote(hardware)} is ${architecture}, but ${distribution} is built for ${supported.join(' and ')} only`
    return [unsupported(`${path}.hardware`, message, 'Use k3s, or a 64-bit machine.')]
  })
}
