import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A chart repository and an OCI registry on a random port of this machine. */
export interface ChartServer {
  readonly url: string
  /** Paths asked for, in order. */
  readonly requests: string[]
  /** Answers `path` with these bytes. */
  serve(path: string, bytes: Buffer | string, type?: string): void
  /** Lists a chart in `index.yaml` below `folder`, at `url` (relative, or whole). */
  list(folder: string, chart: string, version: string, url: string): void
  /** Adds a chart as Helm pushes it to a registry. */
  push(path: string, tag: string, archive: Buffer, layerType?: string): void
  close(): Promise<void>
}

const chartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip'
const manifestType = 'application/vnd.oci.image.manifest.v1+json'

export async function startChartServer(): Promise<ChartServer> {
  const contents = new Map<string, { readonly bytes: Buffer | string; readonly type: string }>()
  const indexes = new Map<string, Record<string, { version: string; urls: string[] }[]>>()
  const requests: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    requests.push(pathname)
    const content = contents.get(pathname)
    if (!content) return response.writeHead(404).end()
    response.setHeader('content-type', content.type)
    return response.end(content.bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const serve: ChartServer['serve'] = (path, bytes, type = 'application/octet-stream') => {
    contents.set(path, { bytes, type })
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    serve,
    list(folder, chart, version, url) {
      const entries = indexes.get(folder) ?? {}
      entries[chart] = [...(entries[chart] ?? []), { version, urls: [url] }]
      indexes.set(folder, entries)
      serve(`${folder}/index.yaml`, JSON.stringify({ apiVersion: 'v1', entries }))
    },
    push(path, tag, archive, layerType = chartLayer) {
      const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`
      serve(`/v2/${path}/blobs/${digest}`, archive)
      const layers = [{ mediaType: layerType, digest, size: archive.length }]
      serve(`/v2/${path}/manifests/${tag}`, JSON.stringify({ schemaVersion: 2, layers }), manifestType)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
