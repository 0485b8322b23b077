import type { KubeObject } from '../../src/api/kube-object.ts'
import type { ProgramCluster } from '../../src/programs/program-cluster.ts'
import { until } from '../../src/wait/until.ts'
import { leadTo } from './traefik/lead-to.ts'

export interface Webhook {
  /** As the release has them. */
  readonly configurations: readonly KubeObject[]
  /** Of the Service's port, and where the program listens. */
  readonly port: { readonly name: string; readonly port: number }
  /** With the certificate of the authority, in the namespace `cert-manager`; it may not be there yet. */
  readonly secret: string
  /** Something that the webhook is asked about, and lets pass. */
  readonly taken: KubeObject
}

/** Has the API server ask a webhook; resolves when it answers. The authority is put in as cainjector would. */
export async function useWebhook({ api, space, family }: ProgramCluster, webhook: Webhook): Promise<void> {
  const guard = () => family.assertRunning()
  const key = { apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'cert-manager', name: webhook.secret } }
  const caBundle = await until<string>(
    async () => {
      const authority = (await api.find(key))?.data?.['ca.crt']
      return authority ? { done: authority } : { state: 'there is none' }
    },
    { what: `an authority in Secret ${webhook.secret}`, guard },
  )
  for (const configuration of webhook.configurations) {
    const webhooks: readonly KubeObject[] = configuration.webhooks
    await leadTo(api, webhooks[0]?.clientConfig.service, space.address, [webhook.port])
    await api.apply({
      ...configuration,
      webhooks: webhooks.map((each) => ({ ...each, clientConfig: { ...each.clientConfig, caBundle } })),
    })
  }
  await until(
    async () => {
      await api.apply(webhook.taken, { dryRun: true })
      return { done: true }
    },
    { what: `the webhook behind ${webhook.secret} to answer`, guard },
  )
}
