import { k8s } from '../k8s.ts'

export interface HttpProbePaths {
  readonly port: string
  readonly live: string
  readonly ready: string
}

/**
 * Probes that a Pi under load passes: five seconds to answer, a minute to leave the Service, two to be restarted, and
 * five to start, because the first pull-and-start competes with everything else on the node.
 */
export function httpProbes({ port, live, ready }: HttpProbePaths) {
  const get = (path: string) => ({ path, port: k8s.IntOrString.fromString(port) })
  return {
    startupProbe: { httpGet: get(live), periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 60 },
    readinessProbe: { httpGet: get(ready), periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 },
    livenessProbe: { httpGet: get(live), periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 },
  } satisfies Partial<k8s.Container>
}
