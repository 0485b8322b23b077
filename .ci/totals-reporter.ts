import type { Reporter, TestModule } from 'vitest/node'
import { totalsOf } from './totals.ts'

/** Closes a run with the plain line that a CI without knowledge of vitest can read. */
export default class TotalsReporter implements Reporter {
  private files = 0

  onTestRunStart(specifications: readonly unknown[]): void {
    this.files = specifications.length
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: string): void {
    const { passed, failed, skipped } = totalsOf({ modules, errors, files: this.files, passed: reason === 'passed' })
    process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  }
}
