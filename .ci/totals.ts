import type { TestCase, TestModule, TestSuite } from 'vitest/node'

export interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** What a run is told of at its end. */
export interface RunEnd {
  readonly modules: readonly TestModule[]
  /** Errors outside of any test. */
  readonly errors: readonly unknown[]
  /** Files that were to run. */
  readonly files: number
  readonly passed: boolean
}

/**
 * Counts a run by its outcome rather than by what vitest calls each test: what could not run because something around
 * it failed has failed, and a run that did not pass has at least one failure.
 */
export function totalsOf({ modules, errors, files, passed }: RunEnd): Totals {
  const totals = { passed: 0, failed: errors.length + Math.max(0, files - modules.length), skipped: 0 }
  for (const module of modules) {
    const before = totals.failed
    for (const test of module.children.allTests()) totals[outcomeOf(test)] += 1
    const suites = [module, ...module.children.allSuites()]
    // Its tests are counted above, but a file that cannot be loaded has none, and those before a failed afterAll passed.
    if (totals.failed === before && suites.some(hasFailed)) totals.failed += 1
  }
  if (!passed && totals.failed === 0) totals.failed = 1
  return totals
}

function outcomeOf(test: TestCase): keyof Totals {
  const { state } = test.result()
  if (state === 'passed' || state === 'failed') return state
  // Whose worker died.
  if (state === 'pending') return 'failed'
  // vitest calls the tests of a suite skipped when its beforeAll failed; `options.mode` is what their author wanted.
  return ['run', 'only'].includes(test.options.mode ?? 'run') && enclosing(test).some(hasFailed) ? 'failed' : 'skipped'
}

function enclosing(test: TestCase): (TestSuite | TestModule)[] {
  const suites: (TestSuite | TestModule)[] = []
  for (let suite = test.parent; ; suite = suite.parent) {
    suites.push(suite)
    if (suite.type === 'module') return suites
  }
}

/** Whether something other than a test of it failed: a hook, or loading it. */
function hasFailed(suite: TestSuite | TestModule): boolean {
  return suite.errors().length > 0
}
