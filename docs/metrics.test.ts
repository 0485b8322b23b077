import { readFileSync } from 'node:fs'
import {
  App,
  ArgoCd,
  type ClusterTree,
  ContainerApp,
  type Dex,
  LonghornSignIn,
  SealedSecrets,
  SnapshotController,
} from '@ainur/constructs'
import { ApiObject } from 'cdk8s'
import { describe, expect, it } from 'vitest'
import ainur from '../apps/ainur/index.ts'
import type { AnyObject } from '../constructs/src/app/testing/objects.ts'
import { parseImageLock } from '../render/src/images/parse-image-lock.ts'
import type { KubeObject } from '../render/src/model/rendered-object.ts'
import { renderTree } from '../render/src/pipeline/render-tree.ts'
import { smallCluster } from './examples/testing/small-cluster.ts'
import { talosTrees } from './examples/testing/talos-trees.ts'

const root = new URL('../', import.meta.url)
const page = readFileSync(new URL('docs/metrics.md', root), 'utf8')
const lock = parseImageLock(readFileSync(new URL('images.lock.json', root), 'utf8'))

function render(tree: ClusterTree) {
  return renderTree(tree, lock, root.pathname)
}

class Scraper extends App {
  constructor(tree: ClusterTree) {
    super(tree, 'monitoring')
  }
}

/** Stands for the operator's chart: what it brings is all that counts here. */
class Operator extends App {
  constructor(tree: ClusterTree) {
    super(tree, 'operator')
    const name = 'podmonitors.monitoring.coreos.com'
    this.provides({ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition', name })
  }
}

/** As on the page. */
class Monitors extends App {
  constructor(tree: ClusterTree, identity: Dex, operator: App) {
    super(tree, 'monitors', { identity, operator })
    new ApiObject(this, 'dex', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'dex' },
      spec: {
        namespaceSelector: { matchNames: ['dex'] },
        selector: { matchLabels: { 'app.kubernetes.io/name': 'dex' } },
        podMetricsEndpoints: [{ port: 'telemetry' }],
      },
    })
  }
}

/** Everything that is scraped only when it is asked for. */
function everything() {
  const { tree, ingress, identity, trust, storage } = smallCluster()
  storage.allowScraping(new Scraper(tree))
  new ArgoCd(tree, 'argo-cd', {
    ingress,
    identity,
    applicationSets: true,
    notifications: { gotify: { url: 'https://push.lothlorien.home.arpa' } },
  })
  new SnapshotController(tree, 'snapshot-controller')
  new SealedSecrets(tree, 'sealed-secrets')
  new LonghornSignIn(tree, 'longhorn-sign-in', { storage, ingress, identity, trust })
  new ContainerApp(tree, 'feeds', {
    image: 'ghcr.io/gotify/server:3.1.1',
    user: 1000,
    port: 8080,
    signIn: { ingress, identity, trust },
    metrics: { port: 9090 },
    resources: { cpu: '10m', memory: '32Mi' },
  })
  return render(tree)
}

interface Port {
  readonly name: string
  readonly containerPort: number
}

interface Scraped {
  readonly pods: string
  readonly port: number
  readonly path?: string
  readonly declared: readonly Port[]
}

/** Pods of the tree whose annotations ask to be scraped, with the ports that their containers declare. */
function annotatedPods(objects: readonly { readonly object: KubeObject }[]): Scraped[] {
  return objects.flatMap(({ object: { kind, metadata, spec } }) => {
    const template = spec?.template
    const annotations = template?.metadata?.annotations ?? {}
    if (annotations['prometheus.io/scrape'] !== 'true') return []
    const ports = template.spec.containers.flatMap((container: { ports?: Port[] }) => container.ports ?? [])
    const pods = `${kind} ${metadata.namespace}/${metadata.name}`
    return [
      {
        pods,
        port: Number(annotations['prometheus.io/port']),
        path: annotations['prometheus.io/path'],
        declared: ports,
      },
    ]
  })
}

type Values = { readonly [key: string]: Values | string | undefined }

/** Ports of the `podAnnotations` anywhere in the values of the charts, by the name of the part: `server`, `app`, … */
function annotatedParts(applications: readonly KubeObject[]): string[] {
  const parts = (values: Values, chart: string): string[] =>
    Object.entries(values).flatMap(([part, value]) => {
      if (typeof value !== 'object' || value === null) return []
      const { podAnnotations } = value
      const port = typeof podAnnotations === 'object' ? podAnnotations['prometheus.io/port'] : undefined
      return [...(port === undefined ? [] : [`${chart} ${part} ${port}`]), ...parts(value, chart)]
    })
  return applications
    .flatMap(({ spec }) => [spec?.source ?? [], spec?.sources ?? []].flat())
    .flatMap(({ helm, chart }) => (helm?.valuesObject ? parts(helm.valuesObject, chart) : []))
}

/** Rows of the page's table: pods, port, who says it. */
const rows = [...page.matchAll(/^\| `(\w+ [^`]+)`[^|]*\| (\d+) +\| ([^|]+?) +\|$/gm)].map(([, pods, port, by]) => ({
  pods: pods as string,
  port: Number(port),
  by: by as string,
}))

function said(by: string): string[] {
  return rows.filter((row) => row.by.startsWith(by)).map(({ pods, port }) => `${pods} ${port}`)
}

const trees = [render(ainur()), everything(), ...talosTrees()]
const scraped = trees.flatMap(({ rendering }) => annotatedPods(rendering.objects))

describe('the page about metrics', () => {
  it('lists the pods that the tree annotates, and no others', () => {
    const found = scraped
      .filter(({ pods }) => pods !== 'Deployment feeds/feeds')
      .map(({ pods, port }) => `${pods.replace(/ \S+-sign-in$/, ' <namespace>/<name>-sign-in')} ${port}`)
    expect([...new Set(found)].sort()).toEqual(said('the tree').sort())
  })

  it('lists the parts of charts that are told to annotate their pods, and no others', () => {
    const parts: Readonly<Record<string, string>> = {
      'argo-cd controller': 'StatefulSet argocd/argocd-application-controller',
      'argo-cd server': 'Deployment argocd/argocd-server',
      'argo-cd repoServer': 'Deployment argocd/argocd-repo-server',
      'argo-cd applicationSet': 'Deployment argocd/argocd-applicationset-controller',
      'argo-cd notifications': 'Deployment argocd/argocd-notifications-controller',
      'trust-manager app': 'Deployment cert-manager/trust-manager',
    }
    const found = trees.flatMap(({ applications }) => annotatedParts(applications))
    const pods = found.map((each) => each.replace(/^\S+ \S+/, (part) => parts[part] ?? part))
    expect([...new Set(pods)].sort()).toEqual(said('values of the chart').sort())
  })

  it('names the ports as monitors select them', () => {
    const names: Readonly<Record<string, string>> = {
      'Deployment dex/dex': 'telemetry',
      'DaemonSet longhorn-system/longhorn-manager': 'manager',
      'Deployment snapshot-controller/snapshot-controller': 'http',
    }
    for (const { pods, port, declared } of scraped) {
      const name = declared.find(({ containerPort }) => containerPort === port)?.name
      expect(name, pods).toBe(names[pods] ?? 'metrics')
      expect(page).toContain(`\`${name}\` of `)
    }
  })

  it('says the path wherever it is not the usual one', () => {
    expect(scraped.filter(({ path }) => path !== undefined && path !== '/metrics')).toEqual([])
  })

  it('shows a PodMonitor whose labels and port are those of Dex, and says what its kind takes', () => {
    const { tree, identity } = smallCluster()
    new Monitors(tree, identity, new Operator(tree))
    const { rendering, findings } = render(tree)
    expect(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual([
      'schema-kind-unknown',
    ])
    const specOf = (kind: string): AnyObject =>
      rendering.objects.find(({ object }) => object.kind === kind && object.metadata.name === 'dex')?.object.spec
    const { template } = specOf('Deployment')
    const { podMetricsEndpoints, selector } = specOf('PodMonitor')
    expect(template.metadata.labels).toMatchObject(selector.matchLabels)
    expect(template.spec.containers[0].ports).toContainEqual({ name: podMetricsEndpoints[0].port, containerPort: 5558 })
    expect(page).toContain("matchLabels: { 'app.kubernetes.io/name': 'dex' }")
  })
})

it.each(scraped)('$pods is scraped at $port, a port of its containers', ({ port, declared }) => {
  expect(declared.map(({ containerPort }) => containerPort)).toContain(port)
})
