import { isDeepStrictEqual } from 'node:util'
import type { App, Override } from '@ainur/constructs'
import { defineRule, type Finding, type ObjectRef } from '@ainur/constructs/finding'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject, RenderedObject } from '../model/rendered-object.ts'
import type { Pass, Rendering } from '../model/rendering.ts'
import { SchemaRegistry } from '../schema/schema-registry.ts'
import { mergeObject } from './overrides/merge-object.ts'

const unmatched = defineRule('override-unmatched', 'error', {
  title: 'an override names an object that its app does not have, or more than one',
  why: 'Nobody would notice that it changes nothing.',
  remedy: 'Name one object of the app.',
})

const identity = defineRule('override-identity', 'error', {
  title: 'an override changes what an object is called, or what kind it is',
  why: 'Other objects name it, and Argo CD would delete the old one.',
  remedy: 'Leave apiVersion, kind, metadata.name and metadata.namespace out of the override.',
})

const idle = defineRule('override-idle', 'warning', {
  title: 'an override changes nothing',
  why: 'The object is like that already, so the override only hides the next change of the system.',
  remedy: 'Remove it.',
})

/** Carries out what `App.override()` asks for, before any other pass or check sees the objects. */
export const overridesPass: Pass = {
  id: 'overrides',
  rules: [unmatched, identity, idle],
  run(rendering) {
    const apps = rendering.apps.filter(({ overrides }) => overrides.length > 0)
    if (apps.length === 0) return []
    const objects = [...(rendering.definitions ?? []), ...rendering.objects.map(({ object }) => object)]
    const registry = new SchemaRegistry({ minor: rendering.cluster.kubernetes.minor, objects })
    return apps.flatMap((app) => app.overrides.flatMap((override) => carryOut(rendering, registry, app, override)))
  },
}

function carryOut(rendering: Rendering, registry: SchemaRegistry, app: App, override: Override): Finding[] {
  const own = rendering.objects.filter((each) => each.app === app.appName)
  const [target, ...others] = own.filter(({ object }) => isMeant(object, override))
  if (!target || others.length > 0) return [unmatchedFinding(app, override, own, target ? others.length + 1 : 0)]
  const renamed = ['apiVersion', 'kind'].filter((key) => key in override.changes)
  const { metadata } = override.changes as { metadata?: object | null }
  const moved = ['name', 'namespace'].filter((key) => key in (metadata ?? {})).map((key) => `metadata.${key}`)
  const wrong = [...renamed, ...moved]
  const ref = objectRef(target.object)
  if (wrong.length > 0) return wrong.map((path) => identity.finding(ref, path, 'the override changes it'))
  const merged = mergeObject(registry, target.object, override.changes)
  if (isDeepStrictEqual(merged, target.object)) {
    return [idle.finding(ref, '', `the override ${inWords(override)} changes nothing`)]
  }
  target.object = merged
  return []
}

function isMeant({ kind, metadata }: KubeObject, override: Override): boolean {
  if (kind !== override.kind || metadata.name !== override.name) return false
  return override.namespace === undefined || metadata.namespace === override.namespace
}

function unmatchedFinding(app: App, override: Override, own: readonly RenderedObject[], found: number): Finding {
  const { kind, name, namespace } = override
  const ref: ObjectRef = { apiVersion: '', kind, namespace: namespace ?? app.appNamespace, name }
  if (found > 1) {
    const namespaces = own.flatMap(({ object }) => (isMeant(object, override) ? [object.metadata.namespace ?? ''] : []))
    const message = `the override ${inWords(override)} could mean ${found} objects, in ${namespaces.join(' and ')}`
    return unmatched.finding(
      ref,
      '',
      message,
      `Add the namespace: override({ kind: '${kind}', name: '${name}', namespace: '…' }, …).`,
    )
  }
  const names = own.filter(({ object }) => object.kind === kind).map(({ object }) => object.metadata.name)
  const kinds = [...new Set(own.map(({ object }) => object.kind))].sort()
  const message = `app ${app.appName} has no such object; ${
    names.length > 0 ? `its objects of kind ${kind} are ${names.join(', ')}` : `its kinds are ${kinds.join(', ')}`
  }`
  const releases = app.releases.map((release) => release.name)
  const remedy =
    releases.length > 0
      ? `Name one of these; what the chart of release ${releases.join(', ')} makes is changed with overrideValues().`
      : 'Name one of these.'
  return unmatched.finding(ref, '', message, remedy)
}

function inWords({ kind, namespace, name }: Override): string {
  return `of ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
}
