import type { PodSpecLike } from '@ainur/constructs'
import { isRecord } from '@ainur/constructs/is-record'
import { knownAbout } from '../known-systems/known-systems.ts'
import { groupOf } from '../model/group-of.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import { atPath } from './at-path.ts'
import { type KnownTemplate, knownTemplates } from './known-templates.ts'
import type { PodTemplate } from './pod-template.ts'

const known = new Map(knownTemplates.map((entry) => [`${entry.group}/${entry.kind}`, entry]))

/** Groups of Kubernetes itself hold pod templates only where `knownTemplates` says so. */
const builtIn = new Set(['', 'apps', 'batch', 'rbac.authorization.k8s.io', 'networking.k8s.io', 'apiextensions.k8s.io'])

/**
 * Every pod template inside `object`.
 *
 * A custom resource that is not known is searched for anything that looks like a pod spec (a list `containers` in which
 * everything has a name and an image); what is found that way can be judged but not edited.
 */
export function podTemplatesOf(object: KubeObject): PodTemplate[] {
  const group = groupOf(object.apiVersion)
  const entry = known.get(`${group}/${object.kind}`)
  if (entry) return knownTemplate(object, entry)
  if (builtIn.has(group)) return []
  const [read] = knownAbout(`${group}/${object.kind}`, ({ podTemplates }) => podTemplates)
  if (read) return [read(object)].filter((template) => template !== undefined)
  return podSpecsBelow(object, '')
}

function knownTemplate(object: KubeObject, entry: KnownTemplate): PodTemplate[] {
  const template = entry.template.length === 0 ? object : atPath(object, entry.template)
  if (!isRecord(template) || !isPodSpec(template.spec)) return []
  const metadata = isRecord(template.metadata) ? template.metadata : {}
  const count = entry.count ? atPath(object, entry.count) : 1
  const suspended = entry.suspend ? atPath(object, entry.suspend) === true : false
  return [
    {
      path: [...entry.template, 'spec'].join('.'),
      spec: template.spec,
      labels: isRecord(metadata.labels) ? (metadata.labels as Record<string, string>) : {},
      workloadType: entry.workloadType,
      replicas: suspended ? 0 : typeof count === 'number' ? count : 1,
      edit: 'pod-spec',
    },
  ]
}

function podSpecsBelow(value: unknown, path: string, found: PodTemplate[] = []): PodTemplate[] {
  if (typeof value !== 'object' || value === null) return found
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) podSpecsBelow(item, `${path}[${index}]`, found)
  } else if (isPodSpec(value)) {
    found.push({ path, spec: value, labels: {}, workloadType: 'replicated', replicas: 1, edit: 'none' })
  } else {
    for (const [key, item] of Object.entries(value)) podSpecsBelow(item, path ? `${path}.${key}` : key, found)
  }
  return found
}

function isPodSpec(value: unknown): value is PodSpecLike & Record<string, unknown> {
  if (!isRecord(value) || !Array.isArray(value.containers) || value.containers.length === 0) return false
  return value.containers.every(
    (item) => isRecord(item) && typeof item.name === 'string' && typeof item.image === 'string',
  )
}
