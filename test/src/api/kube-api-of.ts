import type { KubeConfig } from '@kubernetes/client-node'
import { KubeApi } from './kube-api.ts'

/** A client for the current context of a kubeconfig, however that signs in. */
export async function kubeApiOf(config: KubeConfig): Promise<KubeApi> {
  const request: Parameters<KubeConfig['applyToHTTPSOptions']>[0] = {}
  await config.applyToHTTPSOptions(request)
  const { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername, headers } = request
  return new KubeApi({
    server: config.getCurrentCluster()?.server ?? '',
    tls: { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername },
    headers: headers as Record<string, string> | undefined,
  })
}
