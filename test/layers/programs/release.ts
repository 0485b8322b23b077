import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { upstreams } from '@ainur/constructs/upstreams'
import { parseAllDocuments } from 'yaml'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { ensureAssets } from '../../src/assets/ensure-assets.ts'
import { helmCatalogue } from '../../src/assets/helm-catalogue.ts'
import { moduleFolder } from '../inflate/module-folder.ts'

/** A chart that Argo CD would install, as one of the tree's Applications has it. */
export interface Release {
  readonly name: string
  readonly namespace: string
  readonly chart: string
  readonly values: Readonly<Record<string, unknown>>
}

/** The chart that an Application of the tree installs. */
export function releaseOf(applications: readonly KubeObject[], name: string): Release {
  const application = applications.find(({ kind, metadata }) => kind === 'Application' && metadata.name === name)
  const { source, destination } = application?.spec ?? {}
  if (!source?.chart) throw new Error(`no Application called ${name} installs a chart`)
  return {
    name: source.helm.releaseName,
    namespace: destination.namespace,
    chart: source.chart,
    values: source.helm.valuesObject,
  }
}

/** Folder of upstream's own chart, of the version that is pinned. */
export async function chartFolder({ chart: name }: Release): Promise<string> {
  const upstream = upstreams.find(({ chart }) => chart?.name === name)
  if (!upstream?.goModule) throw new Error(`no Go module is known for the chart ${name}`)
  return join(await moduleFolder(upstream.goModule, upstream.version), 'deploy/charts', name)
}

/**
 * What a real Helm makes of a release, with upstream's own chart of the pinned version from its Go module. Helm holds the
 * values against the chart's `values.schema.json` before.
 */
export async function renderRelease(release: Release, directory: string): Promise<KubeObject[]> {
  const [{ helm }, chart] = await Promise.all([
    ensureAssets({ modules: helmCatalogue }) as unknown as Promise<{ helm: string }>,
    chartFolder(release),
  ])
  const values = join(directory, `values-${release.name}.json`)
  writeFileSync(values, JSON.stringify(release.values))
  const text = execFileSync(
    helm,
    ['template', release.name, chart, '--namespace', release.namespace, '--kube-version', '1.36', '--values', values],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, HOME: directory } },
  )
  return parseAllDocuments(text).flatMap((document) => (document.toJS() as KubeObject | null) ?? [])
}
