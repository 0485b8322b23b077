import { App } from '../../app/app.ts'
import { appInvalid } from '../../app/app-invalid.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { keepInCluster } from '../../app/keep-in-cluster.ts'
import { k8s } from '../../k8s.ts'
import { addPriorityClasses } from './priority-classes.ts'

/**
 * The namespaces of all apps that own one, with the labels that the apps asked for, and the PriorityClasses.
 *
 * Construct it before all other apps: it completes last then, and has seen the labels of all.
 */
export class Namespaces extends App {
  constructor(tree: ClusterTree, name: string) {
    super(
      tree,
      name,
      {},
      // It owns no namespaced object; `default` exists in every cluster and serves as the Application's destination.
      { namespace: 'default', ownNamespace: false, project: 'system-addons', foundation: true, cascade: false },
    )
    addPriorityClasses(this)
  }

  override complete(): void {
    for (const [namespace, apps] of ownersByNamespace(this.tree.apps)) {
      new k8s.KubeNamespace(this, `namespace-${namespace}`, {
        metadata: { name: namespace, labels: mergedLabels(namespace, apps), annotations: { ...keepInCluster } },
      })
    }
  }
}

/** Namespace -> all apps in it, for namespaces that at least one app owns; sorted by name. */
function ownersByNamespace(apps: readonly App[]): [string, readonly App[]][] {
  const owned = new Set(apps.filter((app) => app.options.ownNamespace).map((app) => app.appNamespace))
  return [...owned].sort().map((namespace) => [namespace, apps.filter((app) => app.appNamespace === namespace)])
}

function mergedLabels(namespace: string, apps: readonly App[]): Record<string, string> {
  const labels = new Map<string, { value: string; by: string }>()
  for (const app of apps) {
    for (const [key, value] of Object.entries(app.namespaceLabels)) {
      const known = labels.get(key)
      if (known && known.value !== value) {
        const message = `namespace "${namespace}": ${known.by} wants the label ${key}=${known.value}, ${app.appName} wants ${key}=${value}; a label has one value`
        const remedy = `Give ${app.appName} a namespace of its own, or make both ask for the same value.`
        app.report(appInvalid.problem(`namespaceLabels.${key}`, message, remedy))
      }
      labels.set(key, { value, by: app.appName })
    }
  }
  return Object.fromEntries([...labels].map(([key, { value }]) => [key, value]))
}
