import { type DistributionId, distributionOf } from '../../distribution/distributions.ts'
import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type NodeDraft, nodesOf } from '../draft.ts'
import { hardwareIds, hardwareModel, hardwareOf } from '../hardware/catalogue.ts'
import { gibibytes } from '../hardware/gibibytes.ts'
import type { Hardware } from '../hardware/hardware.ts'
import { quote } from '../problem.ts'

const missing = defineRule('machine-size-missing', 'error', {
  title: 'a node has no `machine`, and its hardware comes in many sizes',
  why: 'Only the owner knows the size of this hardware.',
  remedy: 'Add `machine`.',
})

const fixed = defineRule('machine-size-fixed', 'error', {
  title: '`machine` is set for hardware whose size is known',
  why: 'All machines of this kind have the same size.',
  remedy: 'Remove it, or choose other hardware.',
})

const nonsense = defineRule('machine-size-invalid', 'error', {
  title: 'cores or memory are out of range',
  why: 'No machine has that size; mostly a mistaken unit.',
  remedy: 'Write cores as a whole number, memory in GiB.',
})

const small = defineRule('server-memory-small', 'warning', {
  title: 'a server has less than 2 GiB of memory',
  why: 'Distributions ask for 2 GB of memory on a server.',
  remedy: 'Make it an agent, or use a machine with more memory.',
})

/** The size of a machine is what its hardware has, and said where only the owner knows it. */
export const checkMachineSize: DefinitionCheck = {
  rules: [missing, fixed, nonsense, small],
  run(draft) {
    return nodesOf(draft).flatMap(({ value, path }) => {
      const { hardware: id, machine } = value
      if (id === undefined) return []
      const hardware = hardwareOf(id)
      return [
        ...checkMissing(hardware, value, path),
        ...checkKnown(hardware, machine, path),
        ...checkNumbers(value, path),
        ...checkServer(value, path, draft.kubernetes?.distribution),
      ]
    })
  },
}

const properties = ['architecture', 'cores', 'memoryGB'] as const
const sample = { architecture: "'amd64'", cores: '4', memoryGB: '8' } as const

function checkMissing({ id, known, assumed }: Hardware, node: NodeDraft, path: string): Problem[] {
  const asked = properties.filter((key) => known[key] === undefined && assumed?.[key] === undefined)
  const message = `nothing was given; a ${quote(id)} has no size of its own`
  const source = id === 'virtual-machine' ? 'what the hypervisor gives it' : 'what the machine has'
  if (!('machine' in node) && asked.length > 0) {
    const example = `machine: { ${asked.map((key) => `${key}: ${sample[key]}`).join(', ')} }`
    return [missing.problem(`${path}.machine`, message, `Add ${source}, e.g. ${example}`)]
  }
  const { machine } = node
  if (machine === undefined) return []
  return asked
    .filter((key) => !(key in machine))
    .map((key) => missing.problem(`${path}.machine.${key}`, message, `Add ${source}.`))
}

function checkKnown({ id, known }: Hardware, machine: NodeDraft['machine'], path: string): Problem[] {
  return properties.flatMap((key) => {
    const given = machine?.[key]
    if (given === undefined || known[key] === undefined || given === known[key]) return []
    const message = `${quote(given)} was given, but ${inWords[key]} of ${quote(id)} is ${known[key]}`
    const remedy = `Remove it, or choose other hardware${otherHardware(id, machine, key)}.`
    return fixed.problem(`${path}.machine.${key}`, message, remedy)
  })
}

const inWords = {
  architecture: 'the architecture',
  cores: 'the number of cores',
  memoryGB: 'the memory in GiB',
} as const

/** The kinds that would be true of the machine: the same board with other memory, or one of unknown make. */
function otherHardware(id: string, machine: NodeDraft['machine'], key: (typeof properties)[number]): string {
  const sibling = key === 'memoryGB' && id.replace(/-[\d.]+gb$/, `-${machine?.memoryGB}gb`)
  const found = hardwareIds.filter((other) =>
    key === 'memoryGB' ? other === sibling : key === 'architecture' && fits(hardwareOf(other), machine?.architecture),
  )
  return found.length > 0 ? `: ${found.join(', ')}` : ''
}

/** Hardware of unknown make whose architecture is, or may be, this one. */
function fits({ known }: Hardware, architecture: string | undefined): boolean {
  return known.cores === undefined && (known.architecture === undefined || known.architecture === architecture)
}

function checkNumbers({ machine }: NodeDraft, path: string): Problem[] {
  const { cores, memoryGB } = machine ?? {}
  const problems: Problem[] = []
  if (cores !== undefined && !(Number.isInteger(cores) && cores >= 1 && cores <= 512)) {
    const message = `${cores} was given; allowed are whole numbers from 1 to 512`
    problems.push(nonsense.problem(`${path}.machine.cores`, message, 'Write the number of cores.'))
  }
  if (memoryGB !== undefined && !(memoryGB >= 0.5 && memoryGB <= 4096)) {
    const message = `${memoryGB} was given; allowed are 0.5 to 4096 GiB`
    problems.push(nonsense.problem(`${path}.machine.memoryGB`, message, 'Write the memory in GiB: 16, not 16384.'))
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
  return [small.problem(path, message)]
}
