import type { Reporter, TestModule, TestSpecification } from 'vitest/node'
import { failuresOf } from './failures.ts'
import { totalsOf } from './totals.ts'

/**
 * Closes a run with a line for each failure, which in a long log stand far apart, and with the plain totals that a CI
 * without knowledge of vitest can read.
 */
export default class TotalsReporter implements Reporter {
  private files: readonly TestSpecification[] = []

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.files = specifications
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly { message?: string }[], reason: string): void {
    const { files } = this
    const { passed, failed, skipped } = totalsOf({ modules, errors, files: files.length, passed: reason === 'passed' })
    const failures = failuresOf({ modules, errors, files }).map((failure) => `failed: ${failure}`)
    process.stdout.write(`\n${[...failures, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n')}\n`)
  }
}
