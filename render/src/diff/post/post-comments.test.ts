import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { PostError } from './forge.ts'
import { forgeClient } from './forge-client.ts'
import { postComments } from './post-comments.ts'
import { readTarget } from './read-target.ts'

interface Stored {
  id: number
  body: string
  user: { login: string }
}
type Failure = (request: IncomingMessage, makeIt: () => void) => number | undefined

/** A forge as far as comments go: pages with Link headers (GitHub) or everything at once (Forgejo), who-am-I, errors. */
class FakeForge {
  comments: Stored[] = []
  requests: string[] = []
  fail: Failure = () => undefined
  login: string | undefined = 'bot'
  headSha = 'abc123'
  /** Answered to everything instead, as a proxy does. */
  page: string | undefined
  pageSize: number
  #next = 1
  #server: Server

  constructor(pageSize = Number.POSITIVE_INFINITY) {
    this.pageSize = pageSize
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/v1`
  }

  stop(): Promise<void> {
    return new Promise((done) => {
      this.#server.close(() => done())
      this.#server.closeAllConnections()
    })
  }

  add(body: string, login = 'bot'): Stored {
    const comment = { id: this.#next++, body, user: { login } }
    this.comments.push(comment)
    return comment
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://forge')
    const path = url.pathname.replace('/api/v1', '')
    this.requests.push(
      `${request.method} ${path}${url.searchParams.get('page') ? ` page ${url.searchParams.get('page')}` : ''}`,
    )
    let text = ''
    for await (const chunk of request) text += chunk
    const body = text ? (JSON.parse(text) as { body: string }).body : ''
    const send = (status: number, value?: unknown, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(value === undefined ? '' : JSON.stringify(value))
    if (this.page) return void response.writeHead(200, { 'content-type': 'text/html' }).end(this.page)
    const failure = this.fail(request, () => this.add(body))
    if (failure) return void send(failure, { message: 'no' }, failure === 429 ? { 'retry-after': '0' } : {})
    if (request.headers.authorization !== 'token secret-token') return void send(401, { message: 'Bad credentials' })
    if (path === '/user')
      return void (this.login
        ? send(200, { login: this.login })
        : send(403, { message: 'Resource not accessible by integration' }))
    if (path === '/repos/me/lab/pulls/7') return void send(200, { head: { sha: this.headSha } })
    const id = Number(/^\/repos\/me\/lab\/issues\/comments\/(\d+)$/.exec(path)?.[1])
    const index = this.comments.findIndex((comment) => comment.id === id)
    if (path === '/repos/me/lab/issues/7/comments' && request.method === 'GET') {
      const page = Number(url.searchParams.get('page') ?? 1)
      const size = Math.min(this.pageSize, Number(url.searchParams.get('per_page') ?? 30) || 30)
      const from = this.pageSize === Number.POSITIVE_INFINITY ? 0 : (page - 1) * size
      const some = this.pageSize === Number.POSITIVE_INFINITY ? this.comments : this.comments.slice(from, from + size)
      const more = from + some.length < this.comments.length
      url.searchParams.set('page', String(page + 1))
      return void send(
        200,
        some,
        more ? { link: `<http://${request.headers.host}${url.pathname}${url.search}>; rel="next"` } : {},
      )
    }
    if (path === '/repos/me/lab/issues/7/comments' && request.method === 'POST') return void send(201, this.add(body))
    if (index >= 0 && request.method === 'PATCH') {
      ;(this.comments[index] as Stored).body = body
      return void send(200, this.comments[index])
    }
    if (index >= 0 && request.method === 'DELETE') {
      this.comments.splice(index, 1)
      return void send(204)
    }
    send(404, { message: 'Not Found' })
  }
}

let forge: FakeForge
afterEach(() => forge.stop())

async function setUp(kind: 'github' | 'forgejo' = 'github', pageSize?: number) {
  forge = new FakeForge(pageSize)
  const apiUrl = await forge.start()
  const post = (parts: string[], more: object = {}, token = 'secret-token') =>
    postComments(
      forgeClient({ forge: kind, apiUrl, owner: 'me', repository: 'lab', number: 7, token }, { stepMs: 1 }),
      parts,
      { stepMs: 1, ...more },
    )
  return { post, apiUrl }
}
const bodies = () => forge.comments.map(({ body }) => body)
const part = (number: number, text: string) => `<!-- ainur-diff part ${number} -->\n${text}`

describe('postComments', () => {
  it.each(['github', 'forgejo'] as const)(
    'creates, leaves alone, updates in place and deletes leftovers on %s',
    async (kind) => {
      const { post } = await setUp(kind)
      expect(await post(['a', 'b', 'c'])).toEqual({ created: 3, updated: 0, unchanged: 0, removed: 0 })
      expect(await post(['a', 'B'])).toEqual({ created: 0, updated: 1, unchanged: 1, removed: 1 })
      expect(bodies()).toEqual([part(1, 'a'), part(2, 'B')])
      expect(forge.comments.map(({ id }) => id)).toEqual([1, 2])
    },
  )

  it('finds its comments behind many pages of others', async () => {
    const { post } = await setUp('github', 100)
    for (let i = 0; i < 250; i++) forge.add(`talk ${i}`, 'someone')
    await post(['a'])
    for (let i = 0; i < 120; i++) forge.add(`more talk ${i}`, 'someone')
    await post(['b'])
    expect(bodies().filter((body) => body.includes('ainur-diff'))).toEqual([part(1, 'b')])
    expect(forge.requests).toContain('GET /repos/me/lab/issues/7/comments page 4')
  })

  it('never touches what others wrote, even with its marker', async () => {
    const { post } = await setUp()
    forge.add(part(1, 'forged'), 'mallory')
    forge.add('plain', 'bot')
    await post(['a'])
    expect(bodies()).toEqual([part(1, 'forged'), 'plain', part(1, 'a')])
  })

  it('knows its own comments when a runner’s token may not ask who it is', async () => {
    const { post } = await setUp()
    forge.login = undefined
    forge.add(part(1, 'old'), 'github-actions[bot]')
    await post(['new'])
    expect(bodies()).toEqual([part(1, 'new')])
  })

  it('removes a second copy that an earlier race left', async () => {
    const { post } = await setUp()
    forge.add(part(1, 'a'))
    forge.add(part(1, 'a'))
    expect(await post(['a'])).toMatchObject({ unchanged: 1, removed: 1 })
  })

  it('does not post twice when the server makes the comment and then fails', async () => {
    const { post } = await setUp()
    let failed = false
    forge.fail = ({ method }, makeIt) => {
      if (method !== 'POST' || failed) return undefined
      failed = true
      makeIt()
      return 502
    }
    await post(['a'])
    expect(bodies()).toEqual([part(1, 'a')])
  })

  it('makes a comment again that somebody deleted meanwhile', async () => {
    const { post } = await setUp()
    await post(['a', 'b'])
    forge.fail = ({ method }) => {
      // Between the list and the update.
      if (method === 'PATCH') forge.comments = forge.comments.filter(({ id }) => id !== 1)
      return undefined
    }
    expect(await post(['A', 'b'])).toEqual({ created: 1, updated: 0, unchanged: 1, removed: 0 })
    expect(bodies().sort()).toEqual([part(1, 'A'), part(2, 'b')])
  })

  it.each(['github', 'forgejo'] as const)('says that an address is not that of an API of %s', async (kind) => {
    const { post } = await setUp(kind)
    forge.page = '<html>Welcome</html>'
    await expect(post(['a'])).rejects.toThrow('answers, but not as the API of a forge. Check --api-url')
    await expect(post(['a'], { expectHead: 'abc123' })).rejects.toThrow('Check --api-url')
  })

  it('tries again when the server failed before making it, or was too busy', async () => {
    const { post } = await setUp()
    let failures = 2
    forge.fail = ({ method }) => (method === 'POST' && failures-- > 0 ? 500 : undefined)
    await post(['a'])
    let busy = 1
    forge.fail = ({ method }) => (method === 'PATCH' && busy-- > 0 ? 503 : undefined)
    await post(['b'])
    expect(bodies()).toEqual([part(1, 'b')])
  })

  it('gives up with what a person can do about it', async () => {
    const { post } = await setUp()
    await expect(post(['a'], {}, 'wrong')).rejects.toThrow(
      'answered 401 (Bad credentials) for pull request me/lab#7. The token is not valid',
    )
    forge.fail = ({ method }) => (method === 'POST' ? 403 : undefined)
    await expect(post(['a'])).rejects.toThrow('pull-requests: write')
    expect(forge.requests.filter((each) => each.startsWith('POST'))).toHaveLength(1)
    forge.fail = ({ method }) => (method === 'POST' ? 500 : undefined)
    await expect(post(['a'])).rejects.toThrow('a failure of the forge')
  })

  it('does not post a result that is out of date', async () => {
    const { post } = await setUp()
    await expect(post(['a'], { expectHead: 'older' })).rejects.toThrow(PostError)
    await post(['a'], { expectHead: 'abc123' })
    expect(bodies()).toEqual([part(1, 'a')])
  })

  it('makes no comment when there is nothing to say, but updates an old one', async () => {
    const { post } = await setUp()
    await post(['nothing'], { create: false })
    expect(bodies()).toEqual([])
    forge.add(part(1, 'old'))
    await post(['nothing'], { create: false })
    expect(bodies()).toEqual([part(1, 'nothing')])
  })
})

describe('readTarget', () => {
  it('names everything that is missing at once', async () => {
    await setUp()
    expect(() => readTarget('forgejo', {}, {})).toThrow(
      /no token: set FORGEJO_TOKEN[\s\S]*owner\/name[\s\S]*--api-url[\s\S]*--pull-request/,
    )
  })

  it('takes what a runner sets, and flags first', async () => {
    await setUp()
    const env = { GITHUB_TOKEN: 't', GITHUB_REPOSITORY: 'a/b', GITHUB_API_URL: 'https://git.example/api/v1/' }
    expect(readTarget('forgejo', { pullRequest: 3, repository: 'me/lab' }, env)).toEqual({
      forge: 'forgejo',
      token: 't',
      owner: 'me',
      repository: 'lab',
      apiUrl: 'https://git.example/api/v1',
      number: 3,
    })
  })
})
