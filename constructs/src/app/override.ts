import { quote } from '../cluster/problem.ts'
import type { Problem } from '../finding/rule.ts'
import type { k8s } from '../k8s.ts'
import { appInvalid } from './app-invalid.ts'
import { isRecord } from './is-record.ts'

type Kinds = typeof k8s

/** Kinds of Kubernetes itself: `Deployment`, `Service`, … */
export type KubernetesKind = {
  [Name in keyof Kinds]: Name extends `Kube${infer Kind}` ? (Kind extends `${string}List` ? never : Kind) : never
}[keyof Kinds]

type PropsOf<Kind extends KubernetesKind> = `Kube${Kind}` extends keyof Kinds
  ? Kinds[`Kube${Kind}`] extends new (
      scope: never,
      id: never,
      props?: infer Props,
    ) => unknown
    ? NonNullable<Props>
    : never
  : never

/** `Value` as it is written in YAML, in parts: `'128Mi'` for a quantity, `null` for what is taken out. */
export type Changes<Value> = Value extends k8s.Quantity | k8s.IntOrString
  ? string | number
  : Value extends readonly (infer Item)[]
    ? readonly Changes<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]?: Changes<Value[Key]> | null }
      : Value

/** What an override changes, typed where the kind is one of Kubernetes' own. */
export type ObjectChanges<Kind extends string> = Kind extends KubernetesKind
  ? Changes<PropsOf<Kind>>
  : Readonly<Record<string, unknown>>

/** Objects of an app that its owner wants otherwise. */
export interface Override {
  readonly kind: string
  readonly name: string
  /** @default the app has one object of this kind and name */
  readonly namespace?: string
  readonly changes: Readonly<Record<string, unknown>>
}

/** What keeps an override from being understood; where its object is, and what it changes, is seen when it is rendered. */
export function judgeOverride(kind: unknown, name: unknown, changes: unknown): Problem | undefined {
  const isText = (value: unknown) => typeof value === 'string' && value !== ''
  if (isText(kind) && isText(name) && isRecord(changes)) return undefined
  const given = [isText(kind) || kind, isText(name) || name, changes].find((each) => each !== true)
  return appInvalid.problem(
    'override(…)',
    `${quote(given)} was given; it takes a kind, the name of an object and what changes`,
    "Write e.g. override('Deployment', 'web', { spec: { replicas: 2 } }).",
  )
}
