import { type IncomingMessage, request as requestInClear } from 'node:http'
import https from 'node:https'
import { text } from 'node:stream/consumers'
import { CookieJar } from 'tough-cookie'

export interface Page {
  readonly url: string
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
  /** Every URL on the way here, the first and the last included. */
  readonly history: readonly string[]
}

export interface BrowserOptions {
  /** Where every host of the lab answers, on ports 80 and 443. */
  readonly address: string
  /** PEM of the only authority that is trusted. */
  readonly ca: string
}

export interface Visit {
  /** Sent by POST, as a page's form is. @default a GET */
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** Start of the URLs that lead back to a program on this machine: a redirect there is the answer. */
  readonly stopAt?: string
}

interface Sent {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Follows redirects and keeps cookies as a browser does: a Secure one never leaves over plain HTTP. */
export class Browser {
  readonly cookies = new CookieJar()
  readonly #options: BrowserOptions

  constructor(options: BrowserOptions) {
    this.#options = options
  }

  async visit(url: string, { form, headers = {}, stopAt }: Visit = {}): Promise<Page> {
    const history: string[] = []
    let sent: Sent = form ? asForm(form, headers) : { method: 'GET', headers }
    for (let next = url; ; ) {
      history.push(next)
      const page = await this.#ask(next, sent)
      const { location } = page.headers
      if (page.status < 300 || page.status > 399 || !location) return { ...page, history }
      if (history.length > 20) throw new Error(`too many redirects:\n${history.join('\n')}`)
      next = new URL(location, next).href
      sent = { method: 'GET', headers }
      if (stopAt && next.startsWith(stopAt)) return { ...page, url: next, history: [...history, next] }
    }
  }

  /** One request and its answer, a redirect too. */
  get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Omit<Page, 'history'>> {
    return this.#ask(url, { method: 'GET', headers })
  }

  /** The same as the global `fetch`, in as far as libraries for OpenID Connect use it. */
  readonly fetch = async (url: string, sent: { method?: string; headers?: Record<string, string>; body?: unknown }) => {
    const { method = 'GET', headers = {}, body } = sent
    const answer = await this.#ask(url, { method, headers, ...(body ? { body: String(body) } : {}) })
    const contentType = answer.headers['content-type'] ?? ''
    return new Response(answer.text, { status: answer.status, headers: { 'content-type': contentType } })
  }

  async #ask(url: string, { method, headers, body }: Sent): Promise<Omit<Page, 'history'>> {
    const { protocol, hostname, pathname, search } = new URL(url)
    const secure = protocol === 'https:'
    const cookie = await this.cookies.getCookieString(url)
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = (secure ? https.request : requestInClear)({
        host: this.#options.address,
        path: pathname + search,
        method,
        ...(secure ? { servername: hostname, ca: this.#options.ca } : {}),
        headers: { host: hostname, ...(cookie ? { cookie } : {}), ...headers },
        agent: false,
        timeout: 60_000,
      })
      request.once('timeout', () => request.destroy(new Error(`${url} did not answer within 60 s`)))
      request.once('response', resolve).once('error', reject).end(body)
    })
    for (const line of response.headers['set-cookie'] ?? []) await this.cookies.setCookie(line, url)
    return { url, status: response.statusCode ?? 0, headers: response.headers, text: await text(response) }
  }
}

function asForm(form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>): Sent {
  const body = new URLSearchParams(form).toString()
  return { method: 'POST', headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body }
}
