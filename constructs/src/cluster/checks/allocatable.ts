import { type Draft, type NodeDraft, nodesOf } from '../draft.ts'
import { hardwareModel } from '../hardware/catalogue.ts'
import { isLabelKey } from '../names.ts'
import { formatPath } from '../path.ts'
import { errorRule, type Problem, quote } from '../problem.ts'

const invalid = errorRule('allocatable-invalid')
const resourceInvalid = errorRule('extended-resource-invalid')
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
    if (key.includes('/') && !isExtendedResource(key)) {
      const message = `${quote(key)} is no extended resource; allowed is a name in a domain of whoever offers it, outside kubernetes.io`
      return [
        resourceInvalid(
          path + formatPath(['x', key]).slice(1),
          message,
          'Write what the device plugin calls it, e.g. "nvidia.com/gpu".',
        ),
      ]
    }
    if (amount === undefined || (Number.isInteger(amount) && amount > 0)) return []
    return [
      invalid(
        path + formatPath(['x', key]).slice(1),
        `${amount} was given; allowed are whole numbers above 0`,
        'Write the amount, or remove it.',
      ),
    ]
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
    return [
      tooMuch(`${path}.${key}`, message, 'Leave room for the system, or remove it and let the hardware model decide.'),
    ]
  })
}
