/**
 * Annotations by which Prometheus, VictoriaMetrics and the like find a pod's metrics, where their configuration follows
 * the usual convention.
 *
 * @param path @default /metrics
 */
export function scrapeAnnotations(port: number, path?: string): Record<string, string> {
  return {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': String(port),
    ...(path === undefined ? {} : { 'prometheus.io/path': path }),
  }
}
