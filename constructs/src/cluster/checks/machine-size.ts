import { type DistributionId, distributionOf } from '../../distribution/distributions.ts'
import { type Draft, type NodeDraft, nodesOf } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import { gibibytes } from '../hardware/gibibytes.ts'
import { errorRule, type Problem, quote, warningRule } from '../problem.ts'

const missing = errorRule('machine-size-missing')
const fixed = errorRule('machine-size-fixed')
const nonsense = errorRule('machine-size-invalid')
const small = warningRule('server-memory-small')

/** Only hardware of unknown size is described in the definition. */
export function checkMachineSize(draft: Draft): Problem[] {
  return nodesOf(draft).flatMap(({ value, path }) => {
    if (value.hardware === undefined) return []
    return [
      ...checkPresence(value, path),
      ...checkNumbers(value, path),
      ...checkServer(value, path, draft.kubernetes?.distribution),
    ]
  })
}

function checkPresence({ hardware, machine }: NodeDraft, path: string): Problem[] {
  if (hardware === 'virtual-machine') {
    if (machine === undefined) {
      const message = `nothing was given; a ${quote(hardware)} has no size of its own`
      const example = "machine: { architecture: 'amd64', cores: 4, memoryGB: 8 }"
      return [missing(`${path}.machine`, message, `Add what the hypervisor gives it, e.g. ${example}`)]
    }
    return (['architecture', 'cores', 'memoryGB'] as const)
      .filter((key) => !(key in machine))
      .map((key) => {
        const message = `nothing was given; a ${quote(hardware)} has no size of its own`
        return missing(`${path}.machine.${key}`, message, 'Add what the hypervisor gives it.')
      })
  }
  if (machine === undefined) return []
  if (hardware !== 'mini-pc') {
    const message = `${quote(machine)} was given, but the size of ${quote(hardware)} is known; allowed only for mini-pc and virtual-machine`
    return [fixed(`${path}.machine`, message, 'Remove it, or choose other hardware.')]
  }
  if (machine.architecture !== 'arm64') return []
  const message = `"arm64" was given, but a mini-pc is amd64`
  return [
    fixed(
      `${path}.machine.architecture`,
      message,
      'Describe an ARM machine as a Raspberry Pi or as a virtual-machine.',
    ),
  ]
}

function checkNumbers({ machine }: NodeDraft, path: string): Problem[] {
  const { cores, memoryGB } = machine ?? {}
  const problems: Problem[] = []
  if (cores !== undefined && !(Number.isInteger(cores) && cores >= 1 && cores <= 512)) {
    problems.push(
      nonsense(
        `${path}.machine.cores`,
        `${cores} was given; allowed are whole numbers from 1 to 512`,
        'Write the number of cores.',
      ),
    )
  }
  if (memoryGB !== undefined && !(memoryGB >= 0.5 && memoryGB <= 4096)) {
    const message = `${memoryGB} was given; allowed are 0.5 to 4096 GiB`
    problems.push(nonsense(`${path}.machine.memoryGB`, message, 'Write the memory in GiB: 16, not 16384.'))
  }
  return problems
}

function checkServer(
  { hardware, machine, role }: NodeDraft,
  path: string,
  distribution: DistributionId | undefined,
): Problem[] {
  if (!hardware || !distribution || role !== 'server') return []
  const { title, server } = distributionOf(distribution)
  const { memoryBytes } = hardwareModel(hardware, machine)
  if (memoryBytes >= gibibytes(server.memoryGB)) return []
  const message = `a server on ${hardware} has ${memoryBytes / gibibytes(1)} GiB of memory; ${title} asks for ${server.memoryGB}`
  return [small(path, message, 'Make it an agent, or use a machine with more memory.')]
}
