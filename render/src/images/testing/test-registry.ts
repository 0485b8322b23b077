import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A registry on a random port of this machine that speaks as much of the distribution API as reading needs. */
export interface TestRegistry {
  readonly url: string
  /** Paths asked for, tokens included, in order. */
  readonly requests: string[]
  /** Adds an image; several platforms make an index. Returns the digest of its tag. */
  push(path: string, tag: string, ...platforms: string[]): string
  /** Answers `status` the next `times` times instead of a manifest. */
  fail(status: number, times: number, headers?: Record<string, string>): void
  /** Answers manifests with a digest header that is not theirs. */
  lie(): void
  /** Challenges requests without a token. */
  requireToken(): void
  close(): Promise<void>
}

const index = 'application/vnd.oci.image.index.v1+json'
const manifest = 'application/vnd.oci.image.manifest.v1+json'

export async function startTestRegistry(): Promise<TestRegistry> {
  const contents = new Map<string, { readonly type: string; readonly body: string }>()
  const requests: string[] = []
  const failures: { status: number; headers: Record<string, string> }[] = []
  let lying = false
  let token: string | undefined

  const server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    requests.push(request.url ?? '')
    if (pathname === '/token') {
      response.end(JSON.stringify({ token: `${token}:${searchParams.get('scope')}` }))
      return
    }
    const [, repository = ''] = /^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(pathname) ?? []
    const scope = `repository:${repository}:pull`
    if (token && request.headers.authorization !== `Bearer ${token}:${scope}`) {
      response.setHeader('www-authenticate', `Bearer realm="${url}/token",service="test",scope="${scope}"`)
      response.writeHead(401).end()
      return
    }
    const failure = failures.shift()
    if (failure) {
      response.writeHead(failure.status, failure.headers).end()
      return
    }
    const content = contents.get(pathname)
    if (!content) {
      response.writeHead(404).end()
      return
    }
    response.setHeader('content-type', content.type)
    response.setHeader('docker-content-digest', lying ? digestOf('something else') : digestOf(content.body))
    response.end(content.body)
  }

  function store(path: string, kind: 'manifests' | 'blobs', body: string, type: string, tag?: string): string {
    const digest = digestOf(body)
    for (const name of tag ? [digest, tag] : [digest]) contents.set(`/v2/${path}/${kind}/${name}`, { type, body })
    return digest
  }

  function pushOne(path: string, platform: string, tag?: string): string {
    const [os, architecture, variant] = platform.split('/')
    const config = store(path, 'blobs', JSON.stringify({ os, architecture, variant }), 'application/octet-stream')
    const body = JSON.stringify({ schemaVersion: 2, mediaType: manifest, config: { digest: config }, layers: [] })
    return store(path, 'manifests', body, manifest, tag)
  }

  return {
    url,
    requests,
    push(path, tag, ...platforms) {
      if (platforms.length === 1) return pushOne(path, platforms[0] as string, tag)
      const manifests = platforms.map((platform) => {
        const [os, architecture, variant] = platform.split('/')
        return { digest: pushOne(path, platform), platform: { os, architecture, variant } }
      })
      const attestation = { digest: digestOf(''), platform: { os: 'unknown', architecture: 'unknown' } }
      const body = JSON.stringify({ schemaVersion: 2, mediaType: index, manifests: [...manifests, attestation] })
      return store(path, 'manifests', body, index, tag)
    },
    fail(status, times, headers = {}) {
      for (let left = times; left > 0; left--) failures.push({ status, headers })
    },
    lie() {
      lying = true
    },
    requireToken() {
      token = 'anonymous'
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function digestOf(body: string): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`
}
