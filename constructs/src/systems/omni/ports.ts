/** Ports inside Omni's pod, and of its Services. */
export const omniPorts = {
  /** User interface and gRPC API, HTTP/2 without TLS. */
  api: 8080,
  /** SideroLink: what machines call to join, HTTP/2 without TLS. */
  machineApi: 8090,
  /** What machines report, inside the tunnel only. */
  eventSink: 8091,
  kubernetesProxy: 8095,
  metrics: 2122,
  /** UDP. */
  wireGuard: 50180,
} as const
