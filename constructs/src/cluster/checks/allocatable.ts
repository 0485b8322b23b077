import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type NodeDraft, nodesOf } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'

const invalid = defineRule({
  id: 'allocatable-invalid',
  severity: 'error',
  title: 'an amount in `allocatable` is not a whole number above 0',
  why: 'Amounts are whole and above 0.',
  remedy: 'Write the amount, or remove it.',
})

const tooMuch = defineRule({
  id: 'allocatable-exceeds-hardware',
  severity: 'error',
  title: '`allocatable` is more than the hardware has',
  why: 'A node cannot give more than it has; the capacity check would promise too much.',
  remedy: 'Leave room for the system, or remove it and let the hardware model decide.',
})

/** What the owner measured can be no more than the machine has. */
export const checkAllocatable: DefinitionCheck = {
  rules: [invalid, tooMuch],
  run(draft) {
    return nodesOf(draft).flatMap(({ value, path }) => [
      ...checkNumbers(value, `${path}.allocatable`),
      ...checkLimits(value, `${path}.allocatable`),
    ])
  },
}

function checkNumbers({ allocatable }: NodeDraft, path: string): Problem[] {
  return Object.entries(allocatable ?? {}).flatMap(([key, amount]) => {
    if (amount === undefined || (Number.isInteger(amount) && amount > 0)) return []
    return [invalid.problem(`${path}.${key}`, `${amount} was given; allowed are whole numbers above 0`)]
  })
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
