import { KubeConfig } from '@kubernetes/client-node'
import type { KubeApi } from '../api/kube-api.ts'
import { kubeApiOf } from '../api/kube-api-of.ts'
import type { KubeObject } from '../api/kube-object.ts'
import { applyObjects } from '../apply/apply-objects.ts'
import { installCrds } from '../crds/install-crds.ts'
import { waitForNodes } from '../wait/wait-for-nodes.ts'
import { exportObjects } from './export-objects.ts'
import type { ClusterProvider, TestCluster } from './provider.ts'

export interface ExistingClusterOptions {
  /** Path of a kubeconfig. */
  readonly kubeconfig: string
  /** Context in it. */
  readonly context: string
  /** Contexts that tests may use; anything else is refused, so that no test ever meets a cluster that somebody lives on. */
  readonly allowedContexts: readonly string[]
}

/**
 * A cluster that is there already. Its nodes are what they are, `nodes` and `argoCd` of the request are refused; what
 * was applied and did not exist before is deleted in the end, other objects are left as they are.
 */
export function existingProvider(options: ExistingClusterOptions): ClusterProvider {
  const refusal = () => whyRefused(options)
  return {
    name: 'existing',
    unavailable: async () => refusal(),
    async create({ name, nodes, crds = [], argoCd }) {
      const problem = refusal()
      if (problem) throw new Error(problem)
      if (nodes.length > 0 || argoCd) {
        throw new Error('an existing cluster keeps its own nodes and programs: leave `nodes` empty and `argoCd` out')
      }
      const api = await connect(options)
      await installCrds(api, crds)
      return existingCluster(name, api, options.kubeconfig)
    },
  }
}

function whyRefused({ kubeconfig, context, allowedContexts }: ExistingClusterOptions): string | undefined {
  if (!allowedContexts.includes(context)) {
    const allowed = allowedContexts.length > 0 ? allowedContexts.join(', ') : 'none'
    return `context '${context}' is not allowed; allowed are: ${allowed}. Add it to allowedContexts if nobody needs that cluster`
  }
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig)
  const known = config.getContexts().map((one) => one.name)
  return known.includes(context)
    ? undefined
    : `${kubeconfig} has no context '${context}'; it has ${known.join(', ') || 'none'}`
}

async function connect({ kubeconfig, context }: ExistingClusterOptions): Promise<KubeApi> {
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig)
  config.setCurrentContext(context)
  return kubeApiOf(config)
}

function existingCluster(name: string, api: KubeApi, kubeconfig: string): TestCluster {
  const made: KubeObject[] = []
  return {
    name,
    api,
    kubeconfig,
    waitReady: (options) => waitForNodes(api, options),
    async apply(objects) {
      const before = await Promise.all(objects.map((object) => exists(api, object)))
      const report = await applyObjects(api, objects)
      made.push(...objects.filter((_, index) => !before[index]))
      return report
    },
    exportLogs: (directory) => exportObjects(api, directory),
    async destroy() {
      for (const object of made.splice(0).reverse()) await api.delete(object)
      api.close()
    },
  }
}

/** False too for a kind that is not served yet. Other errors are thrown: an object taken for new would be deleted. */
async function exists(api: KubeApi, object: KubeObject): Promise<boolean> {
  if (!(await api.discovery.serves(object.apiVersion, object.kind))) return false
  return (await api.find(object)) !== undefined
}
