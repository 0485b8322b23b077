/**
 * Labels that a workload's selector and its Services agree on.
 *
 * Selectors are immutable, so these depend on nothing that may change later: no version, no construct path.
 *
 * @param component tells the workloads of one app apart. @default none
 */
export function selectorLabels(app: { readonly appName: string }, component?: string): Record<string, string> {
  return {
    'app.kubernetes.io/name': component ? `${app.appName}-${component}` : app.appName,
    'app.kubernetes.io/instance': app.appName,
  }
}
