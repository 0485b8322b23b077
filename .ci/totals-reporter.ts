import type { Reporter, TestModule } from 'vitest/node'

/** Closes a run with the plain line that a CI without knowledge of vitest can read. */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const totals = { passed: 0, failed: errors.length, skipped: 0 }
    for (const module of modules) {
      // A file that fails to load has no tests, and must not vanish from the count.
      if (module.state() === 'failed' && [...module.children.allTests()].length === 0) totals.failed += 1
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed' || state === 'failed') totals[state] += 1
        else totals.skipped += 1
      }
    }
    process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`)
  }
}
