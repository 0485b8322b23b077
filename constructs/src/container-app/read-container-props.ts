import { union } from 'valibot'
import type { App } from '../app/app.ts'
import { appReference, type PropsShape, readProps } from '../app/read-props.ts'
import { anything, count, flag, object, optional, record, text, texts } from '../cluster/shapes.ts'
import type { SignIn } from '../systems/sign-in-proxy/sign-in-proxy.ts'
import { containerProblems } from './check-props.ts'
import type { ContainerAppProps } from './props.ts'

const reason = optional(text)
const ingress = appReference<SignIn['ingress']>('an ingress controller, such as Traefik')

const shape: PropsShape<ContainerAppProps> = {
  image: text,
  port: optional(count),
  resources: object({ cpu: text, memory: text, memoryLimit: optional(text), extended: optional(record(count)) }),
  user: optional(count),
  group: optional(count),
  environment: optional(record(anything)),
  volumes: optional(
    record(
      object({
        path: text,
        size: text,
        storage: anything,
        storageClass: optional(text),
        backup: optional(flag),
        labels: optional(record(text)),
      }),
    ),
  ),
  ingress: optional(ingress),
  signIn: optional(
    object({
      ingress,
      identity: appReference<SignIn['identity']>('an identity provider, such as Dex'),
      trust: appReference<SignIn['trust']>('what makes certificates, such as LabPki'),
      allowed: optional(texts),
      displayName: optional(text),
    }),
  ),
  host: optional(text),
  health: optional(
    union([text, object({ path: optional(text), ready: optional(text), startupSeconds: optional(count) })]),
  ),
  placement: optional(anything),
  command: optional(texts),
  args: optional(texts),
  allow: optional(
    object({
      root: reason,
      writableImage: reason,
      hostNetwork: reason,
      capabilities: optional(record(text)),
      devices: optional(record(text)),
    }),
  ),
  container: optional(anything),
  pod: optional(anything),
}

const examples = {
  image: "'ghcr.io/gotify/server:3.1.1'",
  resources: "{ cpu: '25m', memory: '96Mi', memoryLimit: '256Mi' }",
  'resources.cpu': "'25m'",
  'resources.memory': "'96Mi'",
}

/** Reads the props of `app`, and reports what is wrong with them. */
export function readContainerProps(app: App, props: ContainerAppProps): ContainerAppProps {
  const read = readProps(app, shape, props, examples)
  for (const problem of containerProblems(read)) app.report(problem)
  return read
}
