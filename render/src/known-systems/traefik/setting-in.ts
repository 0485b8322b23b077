import type { KubeObject } from '../../model/rendered-object.ts'

/** What may hold Traefik's settings: values of its chart, or the arguments of its pods. */
const configuring = new Set(['HelmChartConfig', 'HelmChart', 'Application', 'ConfigMap', 'Deployment', 'DaemonSet'])

/** Whether `object` sets Traefik's option `name` to `value`, as a value of its chart or as an argument. */
export function settingIn(object: KubeObject, name: string, value: string): boolean {
  if (!configuring.has(object.kind)) return false
  return new RegExp(`${name}[\\\\"']*\\s*[:=]\\s*[\\\\"']*${value}\\b`, 'i').test(JSON.stringify(object))
}
