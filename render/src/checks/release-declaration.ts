import type { App, InflatedRelease, ProvidedObject, ReleaseContents, ReleaseWorkload } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { withoutDigest } from '@ainur/constructs/image-reference'
import { groupOf } from '../model/group-of.ts'
import type { RenderedObject } from '../model/rendered-object.ts'
import type { Check, Rendering } from '../model/rendering.ts'
import { containersOf, type LocatedContainer } from '../pods/containers-of.ts'
import { podTemplatesOf } from '../pods/pod-templates-of.ts'
import { ObjectIndex } from './references/object-index.ts'

const releaseDeclaration = defineRule('release-declaration', 'warning', {
  title: 'a release declares other contents than its chart makes',
  why: 'While Argo CD renders the chart nobody can see its objects, and every check believes the declaration.',
  remedy: 'correct contents where the release is written: the checks believe it as long as Argo CD renders the chart',
})

/**
 * What an inflated release is declared to create is what its chart creates. While Argo CD renders the chart nobody can
 * see that, and every other check believes the declaration.
 */
export const releaseDeclarationCheck: Check = {
  rules: [releaseDeclaration],
  run(rendering) {
    return rendering.apps.flatMap((app) =>
      app.inflations.flatMap(({ release }) => {
        const objects = rendering.objects.filter((each) => each.app === app.appName && each.release === release.name)
        // Without any object it could not be inflated, and a finding says why.
        if (!release.contents || objects.length === 0) return []
        const wrong = differences(release.contents, objects, rendering)
        return wrong.length === 0 ? [] : [declarationWrong(app, release, wrong)]
      }),
    )
  },
}

function differences(contents: ReleaseContents, objects: readonly RenderedObject[], rendering: Rendering): string[] {
  const namespaces = objects.flatMap(({ object }) => object.metadata.namespace ?? [])
  const clusterKinds = objects
    .filter(({ object }) => object.metadata.namespace === undefined)
    .map(({ object }) => `${groupOf(object.apiVersion)}/${object.kind}`)
  return [
    ...setDifferences('namespace', contents.namespaces, namespaces),
    ...setDifferences('cluster-scoped kind', contents.clusterKinds, clusterKinds),
    ...workloadDifferences(contents.workloads, objects),
    ...missingObjects(contents.provides, objects, rendering),
  ]
}

function setDifferences(what: string, declared: readonly string[], real: readonly string[]): string[] {
  const surplus = [...new Set(declared)].filter((each) => !real.includes(each))
  const missing = [...new Set(real)].filter((each) => !declared.includes(each))
  return [
    ...surplus.map((each) => `${what} ${each} is declared, and not used`),
    ...missing.map((each) => `${what} ${each} is not declared`),
  ]
}

function workloadDifferences(declared: readonly ReleaseWorkload[], objects: readonly RenderedObject[]): string[] {
  const real = new Map(
    objects.flatMap(({ object }) =>
      podTemplatesOf(object).map((template) => [workloadName(object.kind, object.metadata), template] as const),
    ),
  )
  const surplus = declared.flatMap((workload) => {
    const name = workloadName(workload.kind, workload)
    const template = real.get(name)
    real.delete(name)
    if (!template) return [`${name} is declared, and not there`]
    const expected = containersOf({ path: '', spec: workload.podSpec }).map(describeContainer).sort()
    const actual = containersOf(template).map(describeContainer).sort()
    const replicas = workload.replicas ?? 1
    return [
      ...(expected.join() === actual.join()
        ? []
        : [`${name} is declared with ${expected.join(' and ')}; it has ${actual.join(' and ')}`]),
      ...(template.workloadType === 'replicated' && template.replicas !== replicas
        ? [`${name} is declared with ${replicas} replicas; it has ${template.replicas}`]
        : []),
    ]
  })
  // A workload without replicas fills no node.
  const missing = [...real].filter(([, { workloadType, replicas }]) => workloadType === 'per-node' || replicas > 0)
  return [...surplus, ...missing.map(([name]) => `${name} is not declared`)]
}

function workloadName(
  kind: string,
  { namespace, name }: { readonly namespace?: string; readonly name: string },
): string {
  return `${kind} ${namespace ?? ''}/${name}`
}

/** Image without the digest that the lock added, and what it asks for. */
function describeContainer({ container }: LocatedContainer): string {
  const requests = Object.entries(container.resources?.requests ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  const asks = requests.map(([resource, quantity]) => `${resource} ${quantity}`).join(', ') || 'no requests'
  return `${withoutDigest(container.image)} (${asks})`
}

function missingObjects(
  provides: readonly ProvidedObject[],
  objects: readonly RenderedObject[],
  { cluster }: Rendering,
): string[] {
  const index = new ObjectIndex({ cluster, apps: [], objects: [...objects] })
  return provides.flatMap((object) => {
    const { kind, namespace, name, keys = [] } = object
    const called = `${kind} ${namespace ? `${namespace}/` : ''}${name}`
    if (index.resolve({ ...object, path: '' }) !== 'found') return [`${called} is declared, and not there`]
    return keys
      .filter((key) => index.resolve({ ...object, path: '', key }) !== 'found')
      .map((key) => `${called} is declared with ${key}, which it lacks`)
  })
}

function declarationWrong(app: App, { name }: InflatedRelease, wrong: readonly string[]) {
  const subject = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd', name: app.appName }
  const message = `the chart makes something else than the release declares: ${wrong.join('; ')}`
  return releaseDeclaration.finding(subject, `release ${name}: contents`, message)
}
