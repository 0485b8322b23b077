import type { k8s } from '../k8s.ts'

/** A variable that holds a field of the pod itself, such as `spec.nodeName`. */
export function fieldEnv(name: string, fieldPath: string): k8s.EnvVar {
  return { name, valueFrom: { fieldRef: { fieldPath } } }
}
