import { isRecord } from '@ainur/constructs/is-record'
import type { TreeObject } from '../../input/tree-object.ts'
import type { Narrowing } from './narrowing.ts'

interface Node {
  readonly narrowings: Narrowing[]
  readonly children: Map<string, Node>
}

/** Those of `objects` that at least one of `narrowings` concerns. Walks each object once, however many there are. */
export function concernedBy(narrowings: readonly Narrowing[], objects: readonly TreeObject[]): TreeObject[] {
  const root = node()
  for (const each of narrowings) {
    let at = root
    for (const step of each.path) {
      const next = at.children.get(step) ?? node()
      at.children.set(step, next)
      at = next
    }
    at.narrowings.push(each)
  }
  return objects.filter(({ value }) => isConcerned(value, root))
}

function node(): Node {
  return { narrowings: [], children: new Map() }
}

function isConcerned(value: unknown, { narrowings, children }: Node): boolean {
  if (narrowings.some((each) => each.concerns(value))) return true
  for (const [step, child] of children) {
    if (step === '[]') {
      if (Array.isArray(value) && value.some((item) => isConcerned(item, child))) return true
    } else if (isRecord(value)) {
      if (step === '{}' && Object.values(value).some((each) => isConcerned(each, child))) return true
      if (Object.hasOwn(value, step) && isConcerned(value[step], child)) return true
    }
  }
  return false
}
