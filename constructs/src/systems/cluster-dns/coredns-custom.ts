import type { App } from '../../app/app.ts'
import { k8s } from '../../k8s.ts'

/**
 * Gives a server block to the CoreDNS of the distribution, which imports every key of this ConfigMap that ends in
 * `.server`.
 */
export function addServerBlock(app: App, configMap: string, block: string): void {
  new k8s.KubeConfigMap(app, configMap, {
    metadata: { name: configMap, namespace: app.appNamespace },
    data: { [`${app.cluster.name}.server`]: block },
  })
}
