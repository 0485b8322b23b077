import { KubeConfig } from '@kubernetes/client-node'
import { KubeApi } from './kube-api.ts'

/** A client for the current context of a kubeconfig with embedded client certificates or a token. */
export async function kubeApiOf(kubeconfig: string): Promise<KubeApi> {
  const config = new KubeConfig()
  config.loadFromString(kubeconfig)
  const cluster = config.getCurrentCluster()
  if (!cluster) throw new Error(`the kubeconfig has no cluster for its current context "${config.getCurrentContext()}"`)
  const options: { headers?: Record<string, string>; ca?: Buffer; cert?: Buffer; key?: Buffer } = {}
  await config.applyToHTTPSOptions(options)
  const { ca, cert, key, headers = {} } = options
  return new KubeApi({
    server: cluster.server,
    tls: { ca, cert, key, rejectUnauthorized: !cluster.skipTLSVerify },
    headers,
  })
}
