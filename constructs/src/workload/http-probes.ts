import { k8s } from '../k8s.ts'

export interface HttpProbePaths {
  readonly port: string
  readonly live: string
  readonly ready: string
  /** @default 300 */
  readonly startupSeconds?: number
}

/**
 * Probes that a Pi under load passes: five seconds to answer, a minute to leave the Service, two to be restarted, and
 * five to start, because the first pull-and-start competes with everything else on the node.
 */
export function httpProbes({ port, live, ready, startupSeconds }: HttpProbePaths) {
  const get = (path: string) => ({ httpGet: { path, port: k8s.IntOrString.fromString(port) } })
  return patientProbes(get(live), get(ready), startupSeconds)
}

/** The same patience for what speaks no HTTP: a port that accepts connections is alive and ready. */
export function tcpProbes(port: string, startupSeconds?: number) {
  const connect = { tcpSocket: { port: k8s.IntOrString.fromString(port) } }
  return patientProbes(connect, connect, startupSeconds)
}

function patientProbes(live: k8s.Probe, ready: k8s.Probe, startupSeconds = 300) {
  const periodSeconds = 5
  return {
    startupProbe: {
      ...live,
      periodSeconds,
      timeoutSeconds: 5,
      failureThreshold: Math.ceil(startupSeconds / periodSeconds),
    },
    readinessProbe: { ...ready, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 },
    livenessProbe: { ...live, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 },
  } satisfies Partial<k8s.Container>
}
