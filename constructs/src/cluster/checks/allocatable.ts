import { type Draft, type NodeDraft, nodesOf } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import { errorRule, type Problem } from '../problem.ts'

const invalid = errorRule('allocatable-invalid')
const tooMuch = errorRule('allocatable-exceeds-hardware')

/** What the owner measured can be no more than the machine has. */
export function checkAllocatable(draft: Draft): Problem[] {
  return nodesOf(draft).flatMap(({ value, path }) => [
    ...checkNumbers(value, `${path}.allocatable`),
    ...checkLimits(value, `${path}.allocatable`),
  ])
}

function checkNumbers({ allocatable }: NodeDraft, path: string): Problem[] {
  return Object.entries(allocatable ?? {}).flatMap(([key, amount]) => {
    if (amount === undefined || (Number.isInteger(amount) && amount > 0)) return []
    return [
      invalid(
        `${path}.${key}`,
        `${amount} was given; allowed are whole numbers above 0`,
        'Write the amount, or remove it.',
      ),
    ]
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
    return [
      tooMuch(`${path}.${key}`, message, 'Leave room for the system, or remove it and let the hardware model decide.'),
    ]
  })
}
