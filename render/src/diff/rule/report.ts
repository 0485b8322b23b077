import type { ObjectRef, Severity } from '@ainur/constructs'
import type { DiffFinding } from '../model.ts'

/** A finding, with its parts in the order in which people read them. */
export function report(
  rule: string,
  severity: Severity,
  object: ObjectRef,
  path: string,
  message: string,
  remedy: string,
): DiffFinding {
  return { rule, severity, object, path, message, remedy }
}
