import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defineCluster } from './define-cluster.ts'
import { DefinitionError } from './definition-error.ts'
import { base } from './fixtures/base.ts'
import { edit } from './fixtures/edit.ts'
import type { ClusterInput } from './input.ts'

/** Paths of everything in `value`, leaves and branches. */
function paths(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return at ? [at] : []
  const inner = Object.entries(value).flatMap(([key, child]) =>
    // A dot inside a key would be read as a step.
    /[./]/.test(key) ? [] : paths(child, at ? `${at}.${key}` : key),
  )
  return at ? [at, ...inner] : inner
}

const words = [
  '',
  ' ',
  '192.168.20.12',
  '10.42.0.1/16',
  'sd',
  'nvme',
  'netboot',
  'server',
  '__proto__',
  '../x',
  'é',
  'a@b',
]
const anything = fc.oneof(
  fc.constantFrom<unknown>(...words, null, undefined, 0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, true, [], {}, [
    undefined,
  ]),
  fc.string(),
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, maxDepth: 2 }),
)
const edits = fc.dictionary(fc.constantFrom(...paths(base)), anything, {
  minKeys: 1,
  maxKeys: 3,
  noNullPrototype: true,
})

function outcome(definition: unknown): unknown {
  try {
    const cluster = defineCluster(definition as ClusterInput)
    return { warnings: cluster.warnings }
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error
    return { findings: error.findings, message: error.message }
  }
}

/** A second of work, on a machine that may be busy with other tests. */
const patientMs = 60_000

describe('whatever is wrong with a definition', () => {
  it(
    'is told as findings, the same each time, and never crashes a check',
    () => {
      fc.assert(
        fc.property(edits, (change) => {
          // An edit inside a part that another edit replaced leads nowhere.
          const definition = attempt(() => edit(base, change))
          fc.pre(definition !== undefined)
          const first = outcome(definition)
          expect(outcome(definition)).toEqual(first)
        }),
        { numRuns: 1000 },
      )
    },
    patientMs,
  )

  it(
    'is told without an empty sentence, and with a path that names where',
    () => {
      fc.assert(
        fc.property(fc.constantFrom(...paths(base)), anything, (path, value) => {
          const result = outcome(edit(base, { [path]: value }))
          const findings = Object(result).findings ?? []
          for (const finding of findings) {
            expect(finding.message).not.toBe('')
            expect(finding.remedy).not.toBe('')
            expect(finding.path).toMatch(/^[a-zA-Z]/)
          }
        }),
        { numRuns: 1000 },
      )
    },
    patientMs,
  )
})

describe('a removed part', () => {
  it.each(paths(base))('%s: is a default or an error, never a crash', (path) => {
    expect(outcome(edit(base, { [path]: undefined }))).toBeDefined()
  })
})

function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}
