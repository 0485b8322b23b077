import { defineRule, type Finding } from '@ainur/constructs/finding'
import { groupOf } from '../model/group-of.ts'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check, Rendering } from '../model/rendering.ts'
import { asMap } from '../model/shape.ts'
import { distributionObjects } from './references/distribution-objects.ts'

const customResourceUndefined = defineRule('custom-resource-undefined', 'error', {
  title: 'nothing in the cluster brings the CustomResourceDefinition of an object',
  why: 'The API server refuses the object, and with it the sync of the whole app.',
  remedy: 'add the app or release that does; a release names its definitions in contents.provides',
})

const customResourceEarly = defineRule('custom-resource-early', 'error', {
  title: 'the definition of a custom resource comes from another app in the same or a later wave',
  why: 'The first sync fails: the API server does not know the kind yet.',
  remedy: 'hand the app that brings the definition to this one: a reference makes it come later',
})

/** Groups of more than one word that the API server serves by itself. Others that end in `k8s.io` are custom resources as well. */
const builtIn = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
])

/** Name of a definition -> the app that brings it; undefined if the distribution does. */
type Definitions = ReadonlyMap<string, string | undefined>

/** Every custom resource has its definition, in its own app or in an earlier wave. */
export const customResourcesCheck: Check = {
  rules: [customResourceUndefined, customResourceEarly],
  run(rendering) {
    const definitions = definitionsOf(rendering)
    return rendering.objects.flatMap(({ app, object }) => {
      const group = groupOf(object.apiVersion)
      // A group of one word is Kubernetes' own, of whatever version: the schema check knows which it serves.
      if (builtIn.has(group) || !group.includes('.')) return []
      const names = definitionNames(object)
      const name = names.find((candidate) => definitions.has(candidate))
      if (!name) return [missing(object, names[0] ?? '')]
      const provider = definitions.get(name)
      if (provider === undefined || provider === app) return []
      const [mine, theirs] = [rendering.waves.get(app) ?? 0, rendering.waves.get(provider) ?? 0]
      return theirs < mine ? [] : [early(object, name, `${provider} (wave ${theirs})`, `${app} (wave ${mine})`)]
    })
  },
}

function definitionsOf({ apps, objects, cluster }: Rendering): Definitions {
  const isDefinition = ({ kind }: { kind: string }) => kind === 'CustomResourceDefinition'
  const definitions = new Map<string, string | undefined>()
  for (const app of apps) {
    const provided = [...app.provided, ...app.releases.flatMap(({ contents }) => contents.provides)]
    for (const { name } of provided.filter(isDefinition)) definitions.set(name, app.appName)
  }
  for (const { app, object } of objects) if (isDefinition(object)) definitions.set(nameOf(object), app)
  for (const { name } of distributionObjects({ cluster, apps }).filter(isDefinition)) {
    definitions.set(name, undefined)
  }
  return definitions
}

/** A definition of the tree under the name that its kind suggests, so that irregular plurals are found too. */
function nameOf({ metadata, spec }: KubeObject): string {
  const { group, names } = asMap(spec)
  const kind = asMap(names).kind
  return typeof kind === 'string' ? `${plurals(kind)[0]}.${group}` : metadata.name
}

function definitionNames({ apiVersion, kind }: KubeObject): string[] {
  return plurals(kind).map((plural) => `${plural}.${groupOf(apiVersion)}`)
}

/** Plural names that a kind may have, the usual one first. */
function plurals(kind: string): string[] {
  const name = kind.toLowerCase()
  const usual = /(s|x|ch|sh)$/.test(name)
    ? `${name}es`
    : /[^aeiou]y$/.test(name)
      ? `${name.slice(0, -1)}ies`
      : `${name}s`
  return [usual, `${name}s`, name]
}

function missing(object: KubeObject, name: string): Finding {
  const message = `"${object.apiVersion}" ${object.kind} is a custom resource, and nothing in this cluster brings its definition (${name})`
  return customResourceUndefined.finding(objectRef(object), 'apiVersion', message)
}

function early(object: KubeObject, name: string, provider: string, own: string): Finding {
  const message = `it belongs to ${own}, but its definition ${name} comes with ${provider}, which is not earlier`
  return customResourceEarly.finding(objectRef(object), 'apiVersion', message)
}
