import { App } from '../../app/app.ts'
import { appInvalid } from '../../app/app-invalid.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { keepInCluster } from '../../app/keep-in-cluster.ts'
import { formatPath } from '../../cluster/path.ts'
import { distributionOf } from '../../distribution/distributions.ts'
import { isEarlyNamespace } from '../../distribution/present.ts'
import { defineRule } from '../../finding/rule.ts'
import { k8s } from '../../k8s.ts'
import { addPriorityClasses } from './priority-classes.ts'

const labelUnwritten = defineRule('namespace-label-unwritten', 'warning', {
  title: 'an app wants a label on a namespace that the tree does not write, such as `kube-system`',
  why: 'What selects namespaces by the label, such as the bundle of the lab CA, leaves this one out.',
  remedy: 'Give the app a namespace of its own, or set the label by hand.',
})

export const namespaceRules = [labelUnwritten]

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
      { namespace: 'default', project: 'system-addons', foundation: true, cascade: false },
    )
    addPriorityClasses(this)
  }

  override complete(): void {
    for (const [namespace, apps] of ownersByNamespace(this.tree.apps)) {
      new k8s.KubeNamespace(this, `namespace-${namespace}`, {
        metadata: { name: namespace, labels: mergedLabels(namespace, apps), annotations: { ...keepInCluster } },
      })
    }
    const distribution = distributionOf(this.cluster.kubernetes.distribution)
    for (const app of this.tree.apps) {
      if (isEarlyNamespace(app.appNamespace, distribution)) reportUnwritten(app)
    }
  }
}

function reportUnwritten(app: App): void {
  for (const [key, value] of Object.entries(app.namespaceLabels)) {
    const message = `the label ${key}=${value} is wanted on namespace "${app.appNamespace}", which exists before Argo CD; the tree never writes it`
    const remedy = `Give ${app.appName} a namespace of its own, or run once: kubectl label namespace ${app.appNamespace} ${key}=${value}`
    app.report(labelUnwritten.problem(formatPath(['namespaceLabels', key]), message, remedy))
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
