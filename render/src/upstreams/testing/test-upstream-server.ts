import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** GitHub's releases, a chart repository and an advisory database in one server on a random port of this machine. */
export interface TestUpstreamServer {
  readonly url: string
  /** `owner/name` -> releases as GitHub's API has them. */
  readonly releases: Record<string, { tag_name: string; published_at: string; prerelease: boolean; draft: boolean }[]>
  /** Chart -> versions, below `/charts`. */
  readonly charts: Record<string, string[]>
  /** Go module -> what OSV answers, page by page. */
  readonly advisories: Record<string, object[][]>
  /** Bodies that the advisory database was asked with. */
  readonly queries: { package: { name: string }; version: string; page_token?: string }[]
  /** Answers every path that begins so with this status. */
  readonly failing: Map<string, number>
  close(): Promise<void>
}

export async function startTestUpstreamServer(): Promise<TestUpstreamServer> {
  const releases: TestUpstreamServer['releases'] = {}
  const charts: TestUpstreamServer['charts'] = {}
  const advisories: TestUpstreamServer['advisories'] = {}
  const queries: TestUpstreamServer['queries'] = []
  const failing: TestUpstreamServer['failing'] = new Map()

  const answer = (path: string, body: string): string | undefined => {
    const [, repository = '', tag] = /^\/repos\/([^/]+\/[^/]+)\/releases(?:\/tags\/(.+))?$/.exec(path) ?? []
    const known = releases[repository]
    if (known && !tag) return JSON.stringify(known.slice(0, 100))
    if (known && tag) {
      const one = known.find((each) => each.tag_name === tag)
      return one && JSON.stringify(one)
    }
    if (path === '/charts/index.yaml') {
      const entries = Object.entries(charts).map(([name, versions]) => [name, versions.map((version) => ({ version }))])
      return JSON.stringify({ apiVersion: 'v1', entries: Object.fromEntries(entries) })
    }
    if (path !== '/v1/query') return undefined
    const query: TestUpstreamServer['queries'][number] = JSON.parse(body)
    queries.push(query)
    const pages = advisories[query.package.name] ?? []
    const page = Number(query.page_token ?? 0)
    return JSON.stringify({
      ...(pages[page] && { vulns: pages[page] }),
      ...(pages[page + 1] && { next_page_token: String(page + 1) }),
    })
  }

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    let body = ''
    for await (const chunk of request) body += chunk
    const status = [...failing].find(([prefix]) => path.startsWith(prefix))?.[1]
    const text = status ? undefined : answer(path, body)
    response.setHeader('content-type', 'application/json')
    response.writeHead(status ?? (text === undefined ? 404 : 200)).end(text ?? '{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    releases,
    charts,
    advisories,
    queries,
    failing,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A release as GitHub's API has it. */
export function githubRelease(tag: string, day = '2026-01-02', kind: 'release' | 'prerelease' | 'draft' = 'release') {
  return {
    tag_name: tag,
    published_at: `${day}T10:00:00Z`,
    prerelease: kind === 'prerelease',
    draft: kind === 'draft',
  }
}
