import { scrapeAnnotations } from '../workload/scrape-annotations.ts'
import type { ContainerAppProps } from './props.ts'

/** The port that serves metrics and nothing else; undefined where there is none. */
export function ownMetricsPort({ metrics, port }: ContainerAppProps): number | undefined {
  return typeof metrics === 'object' && metrics.port !== port ? metrics.port : undefined
}

/** Annotations of the pod that say where its metrics are. */
export function metricsAnnotations({ metrics, port }: ContainerAppProps): Record<string, string> {
  if (typeof metrics === 'object') return scrapeAnnotations(metrics.port, metrics.path)
  return metrics === undefined || port === undefined ? {} : scrapeAnnotations(port, metrics)
}
