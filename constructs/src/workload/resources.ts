import { k8s } from '../k8s.ts'

/**
 * Requests and a memory limit.
 *
 * There is no CPU limit on purpose: it throttles a pod on an idle Pi, while requests alone share a busy one fairly.
 */
export function resources(request: { readonly cpu: string; readonly memory: string }, memoryLimit: string) {
  return {
    requests: { cpu: k8s.Quantity.fromString(request.cpu), memory: k8s.Quantity.fromString(request.memory) },
    limits: { memory: k8s.Quantity.fromString(memoryLimit) },
  } satisfies k8s.ResourceRequirements
}
