import type { Severity } from '@ainur/constructs/finding'
import type { Painter } from './painter.ts'

/** One coloured character that is put before a finding on a terminal. */
export function severityMark(severity: Severity, paint: Painter): string {
  return severity === 'error' ? paint.red('✗') : severity === 'warning' ? paint.yellow('!') : paint.cyan('i')
}
