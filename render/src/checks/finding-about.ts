import type { Finding, ObjectRef, Severity } from '@ainur/constructs'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject } from '../model/rendered-object.ts'

/** A finding about one object: where it is, what was given and what is allowed, what to do. */
export function findingAbout(
  subject: KubeObject | ObjectRef,
  rule: string,
  severity: Severity,
  path: string,
  message: string,
  remedy: string,
): Finding {
  const object = 'metadata' in subject ? objectRef(subject) : subject
  return { rule, severity, object, path, message, remedy }
}
