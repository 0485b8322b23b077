import { custom, description, pipe, union } from 'valibot'
import type { App } from '../app/app.ts'
import { type PropsShape, readProps } from '../app/read-props.ts'
import { roleReferences } from '../app/role-references.ts'
import { anything, count, flag, object, optional, record, text, texts } from '../cluster/shapes.ts'
import { isPlacementPolicy } from '../placement/policy.ts'
import { containerProblems } from './check-props.ts'
import type { ContainerAppProps } from './props.ts'

const reason = optional(text)
const placement = pipe(
  custom<NonNullable<ContainerAppProps['placement']>>((value) => [value].flat().every(isPlacementPolicy)),
  description("a policy such as amd64Only or onNodesWith('nvme'), or an array of them"),
)

function change<Change>(what: string) {
  return pipe(
    custom<Change>((value) => typeof value === 'function'),
    description(`a function that returns the ${what}, such as (${what}) => ({ ...${what}, … })`),
  )
}

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
  ingress: optional(roleReferences.ingress),
  signIn: optional(
    object({
      ingress: roleReferences.ingress,
      identity: roleReferences.identity,
      trust: roleReferences.trust,
      allowed: optional(texts),
      allowedGroups: optional(texts),
      displayName: optional(text),
    }),
  ),
  host: optional(text),
  health: optional(
    union([text, object({ path: optional(text), ready: optional(text), startupSeconds: optional(count) })]),
  ),
  metrics: optional(union([text, object({ port: count, path: optional(text) })])),
  placement: optional(placement),
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
  container: optional(change<NonNullable<ContainerAppProps['container']>>('container')),
  pod: optional(change<NonNullable<ContainerAppProps['pod']>>('pod')),
}

const examples = {
  image: "'ghcr.io/gotify/server:3.1.1'",
  resources: "{ cpu: '25m', memory: '96Mi', memoryLimit: '256Mi' }",
  'metrics.port': '9090',
  'resources.cpu': "'25m'",
  'resources.memory': "'96Mi'",
}

/** Reads the props of `app`, and reports what is wrong with them. */
export function readContainerProps(app: App, props: ContainerAppProps): ContainerAppProps {
  const read = readProps(app, shape, props, examples)
  for (const problem of containerProblems(read)) app.report(problem)
  return read
}
