import type { Problem } from '../../finding/rule.ts'
import { defineRule } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type NodeDraft, nodesOf } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import { gibibytes } from '../hardware/gibibytes.ts'
import { quote } from '../problem.ts'

const missing = defineRule({
  id: 'machine-size-missing',
  severity: 'error',
  title: 'a virtual machine has no `machine`',
  why: 'Nobody can know the size of a virtual machine.',
  remedy: 'Add `machine`.',
})

const fixed = defineRule({
  id: 'machine-size-fixed',
  severity: 'error',
  title: '`machine` is set for hardware whose size is known',
  why: 'The size of this hardware is known.',
  remedy: 'Remove it, or choose other hardware.',
})

const nonsense = defineRule({
  id: 'machine-size-invalid',
  severity: 'error',
  title: 'cores or memory are out of range',
  why: 'No machine has that size; mostly a mistaken unit.',
  remedy: 'Write cores as a whole number, memory in GiB.',
})

const small = defineRule({
  id: 'server-memory-small',
  severity: 'warning',
  title: 'a server has less than 2 GiB of memory',
  why: 'k3s asks for 2 GB on a server.',
  remedy: 'Make it an agent, or use a machine with more memory.',
})

/** What k3s asks of a server. @see https://docs.k3s.io/installation/requirements#hardware */
const serverMemoryGB = 2

/** Only hardware of unknown size is described in the definition. */
export const checkMachineSize: DefinitionCheck = {
  rules: [missing, fixed, nonsense, small],
  run(draft) {
    return nodesOf(draft).flatMap(({ value, path }) => {
      if (value.hardware === undefined) return []
      return [...checkPresence(value, path), ...checkNumbers(value, path), ...checkServer(value, path)]
    })
  },
}

function checkPresence({ hardware, machine }: NodeDraft, path: string): Problem[] {
  if (hardware === 'virtual-machine') {
    if (machine === undefined) {
      const message = `nothing was given; a ${quote(hardware)} has no size of its own`
      const example = "machine: { architecture: 'amd64', cores: 4, memoryGB: 8 }"
      return [missing.problem(`${path}.machine`, message, `Add what the hypervisor gives it, e.g. ${example}`)]
    }
    return (['architecture', 'cores', 'memoryGB'] as const)
      .filter((key) => !(key in machine))
      .map((key) => {
        const message = `nothing was given; a ${quote(hardware)} has no size of its own`
        return missing.problem(`${path}.machine.${key}`, message, 'Add what the hypervisor gives it.')
      })
  }
  if (machine === undefined) return []
  if (hardware !== 'mini-pc') {
    const message = `${quote(machine)} was given, but the size of ${quote(hardware)} is known; allowed only for mini-pc and virtual-machine`
    return [fixed.problem(`${path}.machine`, message, 'Remove it, or choose other hardware.')]
  }
  if (machine.architecture !== 'arm64') return []
  const message = `"arm64" was given, but a mini-pc is amd64`
  return [
    fixed.problem(
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
      nonsense.problem(
        `${path}.machine.cores`,
        `${cores} was given; allowed are whole numbers from 1 to 512`,
        'Write the number of cores.',
      ),
    )
  }
  if (memoryGB !== undefined && !(memoryGB >= 0.5 && memoryGB <= 4096)) {
    const message = `${memoryGB} was given; allowed are 0.5 to 4096 GiB`
    problems.push(nonsense.problem(`${path}.machine.memoryGB`, message, 'Write the memory in GiB: 16, not 16384.'))
  }
  return problems
}

function checkServer({ hardware, machine, role }: NodeDraft, path: string): Problem[] {
  if (!hardware || role !== 'server') return []
  const { memoryBytes } = hardwareModel(hardware, machine)
  if (memoryBytes >= gibibytes(serverMemoryGB)) return []
  const message = `a server on ${hardware} has ${memoryBytes / gibibytes(1)} GiB of memory; k3s asks for ${serverMemoryGB}`
  return [small.problem(path, message)]
}
