import type { Finding, ObjectRef, Severity } from '@ainur/constructs'
import type { KubeObject } from '../model/rendered-object.ts'
import { objectRef } from '../pods/object-ref.ts'

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
