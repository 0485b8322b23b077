import { createServer } from 'node:http'
import http2 from 'node:http2'
import type { AddressInfo, Server } from 'node:net'

/** What a backend saw of one request. */
export interface Echo {
  /** Which backend it was. */
  readonly backend: string
  /** `1.1` or `2.0`. */
  readonly httpVersion: string
  readonly host: string | undefined
  readonly path: string | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface EchoBackend {
  readonly port: number
  stop(): void
}

/**
 * A server that tells, as JSON, which request reached it.
 *
 * @param protocol `h2c` understands only HTTP/2 without TLS; a stream of gRPC gets back every message that it sends
 */
export async function startEcho(name: string, protocol: 'http' | 'h2c', address: string): Promise<EchoBackend> {
  const sessions = new Set<http2.ServerHttp2Session>()
  const server: Server = protocol === 'h2c' ? http2.createServer() : createServer()
  if (protocol === 'h2c') {
    const h2 = server as http2.Http2Server
    h2.on('session', (session) => sessions.add(session.once('close', () => sessions.delete(session))))
    h2.on('stream', (stream, headers) => {
      stream.on('error', () => {})
      if (String(headers['content-type']).startsWith('application/grpc')) return echoMessages(stream)
      stream.respond({ ':status': 200, 'content-type': 'application/json' })
      const { ':authority': host, ':path': path } = headers
      stream.end(JSON.stringify({ backend: name, httpVersion: '2.0', host, path, headers } satisfies Echo))
    })
  } else {
    server.on('request', ({ httpVersion, headers, url }, response) => {
      const echo: Echo = { backend: name, httpVersion, host: headers.host, path: url, headers }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(echo))
    })
  }
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, address, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      server.close()
      if ('closeAllConnections' in server) (server as import('node:http').Server).closeAllConnections()
      for (const session of sessions) session.destroy()
    },
  }
}

/** Messages of gRPC are bytes with their length before them: sending the bytes back sends the messages back. */
function echoMessages(stream: http2.ServerHttp2Stream): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
  stream.pipe(stream)
}
