import http from 'node:http'
import https from 'node:https'

export interface HttpRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Certificates and connections, for https only. */
  readonly agent?: https.Agent
  /** Milliseconds of silence on the connection. @default 30000 */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** One HTTP(S) request, read to its end. `fetch` takes no client certificates, hence this. */
export function httpRequest(url: string, options: HttpRequest = {}): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = open(url, options, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
      response.on('error', reject)
    })
    request.on('error', reject)
  })
}

/** Like `httpRequest`, but hands over the answer line by line as it comes. Resolves when it ends. */
export function httpLines(url: string, options: HttpRequest, onLine: (line: string) => void): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = open(url, options, (response) => {
      let rest = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n')
        rest = lines.pop() ?? ''
        if (response.statusCode === 200) for (const line of lines) onLine(line)
        else rest += lines.join('\n')
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: rest }))
      response.on('error', reject)
    })
    request.on('error', reject)
  })
}

function open(
  url: string,
  options: HttpRequest,
  onAnswer: (response: http.IncomingMessage) => void,
): http.ClientRequest {
  const { method = 'GET', headers = {}, body, timeoutMs = 30_000, signal } = options
  const secure = url.startsWith('https:')
  const agent = secure ? options.agent : undefined
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const send = secure ? https.request : http.request
  const request = send(url, { method, headers: { ...headers, ...length }, agent, timeout: timeoutMs, signal }, onAnswer)
  request.on('timeout', () => request.destroy(new Error(`${method} ${url}: no answer for ${timeoutMs} ms`)))
  request.end(body)
  return request
}
