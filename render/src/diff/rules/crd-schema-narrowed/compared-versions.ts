import { asMap, specOf } from '../../../model/shape.ts'
import type { TreeObject } from '../../input/tree-object.ts'
import { type DefinedVersion, versionsOf } from '../../reading/definitions.ts'
import type { Narrowing } from './narrowing.ts'
import { narrowings } from './narrowings.ts'

/** What is narrower in one version of a definition, or in several alike. */
export interface VersionNarrowings {
  /** `v1`, `v1beta1 and v1`, `v1, which is stored instead of v1beta1,`. */
  readonly label: string
  /** Whether `label` names more than one. */
  readonly several: boolean
  /** Names of the versions that the objects concerned are written in. */
  readonly apiVersions: readonly string[]
  readonly narrowings: readonly Narrowing[]
}

/**
 * Compares each version with itself, and the stored one with the one that is stored from now on: without a conversion
 * webhook the API server takes the objects over as they are. Versions that are narrowed alike are reported together.
 */
export function comparedVersions(before: TreeObject, after: TreeObject): VersionNarrowings[] {
  const [old, now] = [versionsOf(before), versionsOf(after)]
  const alike = new Map<string, { names: string[]; narrowings: readonly Narrowing[] }>()
  for (const version of now.values()) {
    const same = old.get(version.name)
    if (!same || !hasSchema(same) || !hasSchema(version)) continue
    const found = narrowings(same.schema, version.schema)
    if (found.length === 0) continue
    const text = found.map(({ told }) => told).join('\n')
    const entry = alike.get(text) ?? { names: [], narrowings: found }
    entry.names.push(version.name)
    alike.set(text, entry)
  }
  return [
    ...[...alike.values()].map(({ names, narrowings: found }) => ({
      label: names.join(' and '),
      several: names.length > 1,
      apiVersions: names,
      narrowings: found,
    })),
    ...restored(stored(old), stored(now), after),
  ]
}

/** Another version is stored, and nobody converts. */
function* restored(
  from: DefinedVersion | undefined,
  to: DefinedVersion | undefined,
  definition: TreeObject,
): Generator<VersionNarrowings> {
  if (!from || !to || from.name === to.name || !hasSchema(from) || !hasSchema(to)) return
  if (asMap(specOf(definition.value).conversion).strategy === 'Webhook') return
  const found = narrowings(from.schema, to.schema)
  if (found.length > 0)
    yield {
      label: `${to.name}, which is stored instead of ${from.name},`,
      several: false,
      apiVersions: [from.name],
      narrowings: found,
    }
}

function stored(versions: ReadonlyMap<string, DefinedVersion>): DefinedVersion | undefined {
  return [...versions.values()].find(({ storage }) => storage)
}

function hasSchema({ schema }: DefinedVersion): boolean {
  return Object.keys(schema).length > 0
}
