import { formatPath } from '../cluster/path.ts'
import { quote } from '../cluster/problem.ts'
import type { Problem } from '../finding/rule.ts'
import { parseQuantity } from '../workload/quantity.ts'
import type { ContainerResources } from './props.ts'
import { ruleWhen } from './rule-when.ts'
import { containerRules } from './rules.ts'

const invalid = ruleWhen(containerRules.resources)

export function resourceProblems({ cpu, memory, memoryLimit, extended = {} }: ContainerResources): Problem[] {
  const limit = memoryLimit ?? memory
  const fits = (parseQuantity(limit) ?? 0n) >= (parseQuantity(memory) ?? 0n)
  return [
    ...quantityProblems('resources.cpu', cpu, '25m for a fortieth of a core, or 1 for a whole one'),
    ...quantityProblems('resources.memory', memory, '96Mi'),
    ...(memoryLimit === undefined ? [] : quantityProblems('resources.memoryLimit', memoryLimit, '256Mi')),
    ...invalid(
      isAmount(limit) && !fits,
      'resources.memoryLimit',
      `${quote(limit)} is less than the ${quote(memory)} of resources.memory; a container may use at least what is kept free for it`,
      'Raise the limit, or lower resources.memory.',
    ),
    ...Object.entries(extended).flatMap(([name, count]) => [
      ...invalid(
        !name.includes('/'),
        formatPath(['resources', 'extended', name]),
        `${quote(name)} is not an extended resource; those have a domain in front, as in "squat.ai/zigbee"`,
        'Write the name under which the device plugin offers it.',
      ),
      ...invalid(
        !Number.isInteger(count) || count < 1,
        formatPath(['resources', 'extended', name]),
        `${quote(count)} was given; it takes a whole number of 1 or more`,
        'Write how many of them the container needs.',
      ),
    ]),
  ]
}

/** `text` must be a quantity above zero. */
export function quantityProblems(path: string, text: unknown, example: string): Problem[] {
  return invalid(
    !isAmount(text),
    path,
    `${quote(text)} is not an amount; it takes a quantity as Kubernetes writes it, above 0 and in quotes`,
    `Write e.g. ${example}.`,
  )
}

function isAmount(text: unknown): text is string {
  return typeof text === 'string' && (parseQuantity(text) ?? 0n) > 0n
}
