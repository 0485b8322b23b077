/**
 * Whether `value` is a plain JSON object.
 *
 * `@ainur/constructs` has the same function, but importing it loads cdk8s: the diff reads schemas without that.
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
