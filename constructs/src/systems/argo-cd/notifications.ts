import { appInvalid } from '../../app/app-invalid.ts'
import type { SecretNeed, SecretSource } from '../../app/secret-need.ts'
import type { Problem } from '../../finding/rule.ts'
import { configYaml } from '../../workload/config-yaml.ts'

/** Where Argo CD reports that an app needs somebody. At least one way has to be given. */
export interface Notifications {
  readonly email?: {
    /** Mail server; its certificate must be one that everybody trusts. */
    readonly host: string
    /** 465 speaks TLS from the start, others after STARTTLS. @default 587 */
    readonly port?: number
    readonly from: string
    readonly to: readonly string[]
    /** Whether the server wants a user name and a password, which the bootstrap asks for. @default true */
    readonly login?: boolean
  }
  readonly gotify?: {
    /** Address of the server: `https://push.lab.home.arpa`. The bootstrap asks for the token of an application of it. */
    readonly url: string
  }
}

const secretName = 'argocd-notifications-secret'

/** What each of them says of an app, in Go's template language. */
const messages = {
  degraded: '{{.app.metadata.name}} is degraded: its pods fail, or a part of it says so.',
  failing: '{{.app.metadata.name}} cannot be synced: {{.app.status.operationState.message}}',
}

/**
 * Data of `argocd-notifications-cm`.
 *
 * The tree's syncs are retried for ever, so that none ever ends as failed: what counts is that one was tried five times,
 * when the health rule of Applications calls it Degraded, too.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/
 */
export function notificationsConfig(url: string, { email, gotify }: Notifications): Record<string, string> {
  const recipients = [...(email?.to.map((address) => `email:${address}`) ?? []), ...(gotify ? ['gotify'] : [])]
  const login = { username: '$email-username', password: '$email-password' }
  return {
    context: configYaml({ argocdUrl: url }),
    subscriptions: configYaml([{ recipients, triggers: Object.keys(messages) }]),
    'trigger.degraded': configYaml([{ when: "app.status?.health?.status == 'Degraded'", send: ['degraded'] }]),
    'trigger.failing': configYaml([
      {
        when: "app.status?.operationState?.phase in ['Error', 'Failed'] or (app.status?.operationState?.retryCount ?? 0) >= 5",
        send: ['failing'],
      },
    ]),
    ...Object.fromEntries(
      Object.entries(messages).map(([name, message]) => [
        `template.${name}`,
        configYaml(template(message, gotify !== undefined)),
      ]),
    ),
    ...(email
      ? {
          'service.email': configYaml({
            host: email.host,
            port: email.port ?? 587,
            from: email.from,
            ...((email.login ?? true) ? login : {}),
          }),
        }
      : {}),
    ...(gotify
      ? {
          'service.webhook.gotify': configYaml({
            url: gotify.url,
            headers: [{ name: 'X-Gotify-Key', value: '$gotify-token' }],
          }),
        }
      : {}),
  }
}

function template(message: string, toGotify: boolean) {
  const link = '{{.context.argocdUrl}}/applications/{{.app.metadata.name}}'
  return {
    message: `${message}\n${link}`,
    email: { subject: '{{.app.metadata.name}} needs somebody' },
    ...(toGotify
      ? {
          webhook: {
            gotify: {
              method: 'POST',
              path: '/message',
              headers: [{ name: 'Content-Type', value: 'application/json' }],
              // What an app says of itself may hold quotes and line breaks.
              body: gotifyBody(message, link),
            },
          },
        }
      : {}),
  }
}

/** A message as Gotify takes it; a click on it opens the app. @see https://gotify.net/api-docs */
function gotifyBody(message: string, link: string): string {
  const text = message.replaceAll(/\{\{(.*?)\}\}/g, '%s')
  const values = [...message.matchAll(/\{\{(.*?)\}\}/g)].map(([, value]) => value)
  return [
    '{"title": "Argo CD", "priority": 5, ',
    `"message": {{ printf ${JSON.stringify(text)} ${values.join(' ')} | toJson }}, `,
    `"extras": {"client::notification": {"click": {"url": "${link}"}}}}`,
  ].join('')
}

/** What the notifications need to be delivered. */
export function notificationsNeed({ email, gotify }: Notifications): Omit<SecretNeed, 'namespace'> | undefined {
  const ask = (question: string): SecretSource => ({ from: 'user', question })
  const keys = {
    ...(email && (email.login ?? true)
      ? { 'email-username': ask(`User name at ${email.host}`), 'email-password': ask(`Password at ${email.host}`) }
      : {}),
    ...(gotify ? { 'gotify-token': ask(`Token of an application of ${gotify.url}`) } : {}),
  }
  return Object.keys(keys).length > 0
    ? { name: secretName, keys, why: 'Argo CD reports with it that an app needs somebody' }
    : undefined
}

/** Notifications that nobody would get. */
export function judgeNotifications(notifications: Notifications | undefined): Problem[] {
  if (!notifications) return []
  const { email, gotify } = notifications
  const remedy = "Write email: { host, from, to: ['you@example.org'] }, gotify: { url }, or both."
  if (!email && !gotify)
    return [appInvalid.problem('notifications', 'neither email nor gotify was given: nobody would be told', remedy)]
  return email?.to.length === 0
    ? [appInvalid.problem('notifications.email.to', 'the list is empty: nobody would be told', remedy)]
    : []
}
