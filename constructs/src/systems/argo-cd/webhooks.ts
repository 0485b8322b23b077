import type { SecretNeed } from '../../app/secret-need.ts'

/** Git servers that can tell Argo CD of a push. Gitea and Forgejo speak as Gogs does. */
export const webhookSenders = ['github', 'gitlab', 'gogs', 'bitbucketserver'] as const

export type WebhookSender = (typeof webhookSenders)[number]

const secretName = 'argocd-webhooks'

/** A shared secret for each sender, which its owner also gives to the Git server. */
export function webhookNeed(senders: readonly WebhookSender[], url: string): Omit<SecretNeed, 'namespace'> {
  return {
    name: secretName,
    // Argo CD reads other Secrets only with this label.
    labels: { 'app.kubernetes.io/part-of': 'argocd' },
    keys: Object.fromEntries(
      senders.map((sender) => [sender, { from: 'random', bytes: 32, encoding: 'hex' }] as const),
    ),
    why: `Shared with the Git server, whose webhook posts to ${url}/api/webhook`,
  }
}

/**
 * Entries of `argocd-secret` that point to the need: nothing secret is among them.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/webhook/#alternative
 */
export function webhookEntries(senders: readonly WebhookSender[]): Record<string, string> {
  return Object.fromEntries(senders.map((sender) => [`webhook.${sender}.secret`, `$${secretName}:${sender}`]))
}
