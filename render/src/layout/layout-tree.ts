import {
  type AddressRegister,
  type App,
  type Cluster,
  distributionOf,
  type Exposure,
  type Finding,
  type InflatedRelease,
} from '@ainur/constructs'
import { compareAddresses, formatAddress } from '@ainur/constructs/addresses'
import { hostRecords } from '@ainur/constructs/host-records'
import { tokenIssuers } from '@ainur/constructs/token-issuers'
import { groupBy } from '../model/group-by.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Rendering } from '../model/rendering.ts'
import { compareText } from '../text/compare-text.ts'
import { fileNames } from './file-names.ts'
import { identityOf } from './identity.ts'
import {
  GENERATOR,
  INDEX_FILE,
  type IndexedAddress,
  type IndexedApp,
  type IndexedObject,
  type IndexedRelease,
  type TreeIndex,
} from './tree-index.ts'
import { valuesDigest } from './values-digest.ts'

/** The part of a cluster's result that has a place in the tree. */
export interface LayoutInput {
  readonly name: string
  readonly findings: readonly Finding[]
  readonly rendering: Rendering
  /** Application and AppProject objects. */
  readonly applications: readonly KubeObject[]
  readonly root: KubeObject
}

/** Path below `dist/<cluster>/`, with forward slashes -> content. Sorted by path, so that equal trees are equal maps. */
export type TreeLayout = ReadonlyMap<string, KubeObject | TreeIndex>

/** Decides which file each object is written to. An app without objects of its own has no folder. */
export function layoutTree(input: LayoutInput): TreeLayout {
  const placed: { file: string; object: KubeObject; entry: IndexedObject }[] = []
  const put = (file: string, object: KubeObject, more: Partial<IndexedObject> = {}) =>
    placed.push({ file, object, entry: { ...refOf(object), ...more, file } })

  put('root.yaml', input.root)
  placeAll(
    input.applications,
    (object) => object,
    'applications',
    (file, object) => put(file, object),
  )
  for (const [app, objects] of groupBy(input.rendering.objects, ({ app }) => app)) {
    placeAll(
      objects,
      ({ object }) => object,
      `apps/${app}`,
      (file, object, { origin, release }) => put(file, object, { app, ...origin, ...(release ? { release } : {}) }),
    )
  }

  placed.sort((a, b) => compareText(a.file, b.file))
  const index = indexOf(
    input,
    placed.map(({ entry }) => entry),
  )
  const files: [string, KubeObject | TreeIndex][] = [[INDEX_FILE, index], ...placed.map(fileOf)]
  return new Map(files.sort(([a], [b]) => compareText(a, b)))
}

function fileOf({ file, object }: { file: string; object: KubeObject }): [string, KubeObject] {
  return [file, object]
}

function placeAll<T>(
  items: readonly T[],
  objectOf: (item: T) => KubeObject,
  folder: string,
  put: (file: string, object: KubeObject, item: T) => void,
): void {
  const names = fileNames(items.map((item) => identityOf(objectOf(item))))
  for (const [i, item] of items.entries()) put(`${folder}/${names[i]}`, objectOf(item), item)
}

function indexOf(input: LayoutInput, objects: readonly IndexedObject[]): TreeIndex {
  const { rendering } = input
  return {
    generator: GENERATOR,
    formatVersion: 1,
    cluster: input.name,
    apps: rendering.apps
      .map((app) => indexApp(app, rendering.waves))
      .sort((a, b) => a.wave - b.wave || compareText(a.name, b.name)),
    addresses: indexAddresses(rendering.addresses),
    exposures: [...rendering.exposures].sort((a, b) => compareText(a.host, b.host)),
    dnsRecords: hostRecords(rendering.exposures),
    ...dnsRecords6(rendering.exposures),
    secretNeeds: rendering.apps
      .flatMap((app) => app.secretNeeds.map((need) => ({ app: app.appName, ...need })))
      .sort((a, b) => compareText(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`)),
    replacedComponents: rendering.apps.flatMap((app) =>
      app.replacedComponents.map((replaced) => ({ app: app.appName, ...replaced })),
    ),
    ...tokenIssuersOf(rendering.apps),
    ...adminLabelsOf(rendering.cluster),
    ...nodeMetadataOf(rendering.apps),
    ...nodeConfigurationOf(rendering.cluster),
    findings: input.findings.filter(({ severity }) => severity !== 'error'),
    objects,
  }
}

/** Left out where there are none: most clusters have one family. */
function dnsRecords6(exposures: readonly Exposure[]): Pick<TreeIndex, 'dnsRecords6'> {
  const records = hostRecords(exposures, 6)
  return Object.keys(records).length > 0 ? { dnsRecords6: records } : {}
}

function indexAddresses({ entries }: AddressRegister): IndexedAddress[] {
  return entries
    .flatMap((entry) => (entry.address ? [{ ...entry, address: entry.address }] : []))
    .sort((a, b) => compareAddresses(a.address, b.address))
    .map(({ address, kind, owner, saidAt, app, object }) => ({
      address: formatAddress(address),
      kind,
      owner,
      saidAt,
      ...(app === undefined ? {} : { app }),
      ...(object ? { object } : {}),
    }))
}

function adminLabelsOf({ nodes }: Cluster): Pick<TreeIndex, 'adminLabels'> {
  const labelled = nodes.filter(({ adminLabels }) => Object.keys(adminLabels).length > 0)
  if (labelled.length === 0) return {}
  return { adminLabels: Object.fromEntries(labelled.map(({ name, adminLabels }) => [name, adminLabels])) }
}

function nodeMetadataOf(apps: readonly App[]): Pick<TreeIndex, 'nodeMetadata'> {
  const nodeMetadata = apps.flatMap((app) => app.nodeMetadata.map((wanted) => ({ app: app.appName, ...wanted })))
  return nodeMetadata.length > 0 ? { nodeMetadata } : {}
}

function tokenIssuersOf(apps: readonly App[]): Pick<TreeIndex, 'tokenIssuers'> {
  const issuers = tokenIssuers(apps.flatMap((app) => app.tokenAudiences))
  return issuers.length > 0 ? { tokenIssuers: issuers } : {}
}

function nodeConfigurationOf({ registries, kubernetes }: Cluster): Pick<TreeIndex, 'nodeConfiguration'> {
  const mirrored = Object.entries(registries).flatMap(([host, { mirrors = [] }]) =>
    mirrors.length > 0 ? [[host, mirrors] as const] : [],
  )
  if (mirrored.length === 0) return {}
  const { configure } = distributionOf(kubernetes.distribution)
  return { nodeConfiguration: configure.registryMirrors(Object.fromEntries(mirrored)) }
}

function indexApp(app: App, waves: ReadonlyMap<string, number>): IndexedApp {
  return {
    name: app.appName,
    namespace: app.appNamespace,
    project: app.options.project,
    wave: waves.get(app.appName) ?? 0,
    dependsOn: app.dependencies.map((dependency) => ({ app: dependency.app.appName, because: dependency.because })),
    releases: [
      ...app.releases.map(({ name, source }) => ({
        name,
        version: source.version,
        ...(source.type === 'chart' && source.skipCrds ? { skipCrds: true as const } : {}),
      })),
      ...app.inflations.map(({ release }) => inflatedRelease(release)),
    ],
  }
}

function inflatedRelease({ name, source }: InflatedRelease): IndexedRelease {
  const { chart, version, releaseName = name, sha256, values = {} } = source
  return { name, version, inflated: { chart, releaseName, sha256, values: valuesDigest(values) } }
}

function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject) {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name }
}
