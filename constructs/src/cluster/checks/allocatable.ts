import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type NodeDraft, nodesOf } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import { isLabelKey } from '../names.ts'
import { formatPath } from '../path.ts'
import { quote } from '../problem.ts'

const invalid = defineRule('allocatable-invalid', 'error', {
  title: 'an amount in `allocatable` is not a whole number above 0',
  why: 'No node reports such an amount.',
  remedy: 'Write the amount, or remove it.',
})

const tooMuch = defineRule('allocatable-exceeds-hardware', 'error', {
  title: '`allocatable` is more than the hardware has',
  why: 'A node cannot give more than it has; the capacity check would promise too much.',
  remedy: 'Leave room for the system, or remove it and let the hardware model decide.',
})

const resourceInvalid = defineRule('extended-resource-invalid', 'error', {
  title: 'the name of an extended resource in `allocatable` is not legal',
  why: 'No kubelet reports such a resource, and no pod can ask for it.',
  remedy: 'Write what the device plugin calls it, e.g. "nvidia.com/gpu".',
})

/** What the owner measured can be no more than the machine has. */
export const checkAllocatable: DefinitionCheck = {
  rules: [invalid, resourceInvalid, tooMuch],
  run(draft) {
    return nodesOf(draft).flatMap(({ value, path }) => [
      ...checkNumbers(value, `${path}.allocatable`),
      ...checkLimits(value, `${path}.allocatable`),
    ])
  },
}

function checkNumbers({ allocatable }: NodeDraft, path: string): Problem[] {
  return Object.entries(allocatable ?? {}).flatMap(([key, amount]) => {
    const at = path + formatPath(['x', key]).slice(1)
    if (key.includes('/') && !isExtendedResource(key)) {
      const message = `${quote(key)} is not an extended resource; allowed is a name in a domain of its vendor, outside kubernetes.io`
      return [resourceInvalid.problem(at, message)]
    }
    if (amount === undefined || (Number.isInteger(amount) && amount > 0)) return []
    return [invalid.problem(at, `${amount} was given; allowed are whole numbers above 0`)]
  })
}

/** @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#extended-resources */
function isExtendedResource(name: string): boolean {
  const domain = name.slice(0, name.indexOf('/'))
  return isLabelKey(name) && domain !== 'kubernetes.io' && !domain.endsWith('.kubernetes.io')
}

function inWords(key: 'cpuMillis' | 'memoryBytes', limit: number): string {
  return key === 'memoryBytes' ? ` (${limit / 2 ** 30} GiB)` : ` (${limit / 1000} cores)`
}

function checkLimits({ allocatable, hardware, machine }: NodeDraft, path: string): Problem[] {
  if (!allocatable || !hardware) return []
  const model = hardwareModel(hardware, machine)
  const limits = { cpuMillis: model.cores * 1000, memoryBytes: model.memoryBytes } as const
  return (['cpuMillis', 'memoryBytes'] as const).flatMap((key) => {
    const amount = allocatable[key]
    if (amount === undefined || amount <= limits[key]) return []
    const message = `${amount} was given, but ${model.id} has ${limits[key]}${inWords(key, limits[key])} in all`
    return [tooMuch.problem(`${path}.${key}`, message)]
  })
}
