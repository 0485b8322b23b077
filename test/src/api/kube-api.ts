import https from 'node:https'
import { ApiError, isNotFound } from './api-error.ts'
import { Discovery } from './discovery.ts'
import { httpLines, httpRequest } from './http.ts'
import type { KubeObject } from './kube-object.ts'
import { patiently, patientRequest } from './patient-request.ts'
import { parseWarnings } from './warnings.ts'

export interface KubeApiOptions {
  /** `https://host:port` */
  readonly server: string
  /** TLS: `ca`, `cert`, `key`, … */
  readonly tls: https.AgentOptions
  /** E.g. a bearer token. */
  readonly headers?: Readonly<Record<string, string>>
  /** Runs before each request; the request fails with what it throws, e.g. because a part of the cluster has died. */
  readonly guard?: () => void
}

/** Names an object: its kind, its name and, for namespaced kinds, its namespace. */
export interface ObjectKey {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

export interface ApplyOptions {
  /** @default 'ainur-test' */
  readonly fieldManager?: string
  readonly subresource?: string
  readonly dryRun?: boolean
}

export interface ApplyResult {
  readonly object: KubeObject
  /** Texts of the `Warning` headers that the API server sent along. */
  readonly warnings: readonly string[]
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  readonly object: KubeObject
}

/** The API server closes connections that were idle for 90 s; asking on one just then would fail, so ours are closed first. */
const idleMs = 30_000

/** A client of one API server for objects of any kind. Repeats a request when the server asks for it. */
export class KubeApi {
  readonly server: string
  readonly discovery: Discovery
  private readonly agent: https.Agent
  private readonly headers: Readonly<Record<string, string>>
  private readonly options: KubeApiOptions

  constructor(options: KubeApiOptions) {
    const { server, tls, headers = {} } = options
    this.options = options
    this.server = server.replace(/\/$/, '')
    this.headers = headers
    this.agent = new https.Agent({ ...tls, keepAlive: true, maxSockets: 24, timeout: idleMs })
    this.discovery = new Discovery((path) => this.get(path))
  }

  /** GET of any path, parsed as JSON. @param accept which form of JSON, where there are several */
  async get<T = KubeObject>(path: string, accept = 'application/json'): Promise<T> {
    return (await this.request('GET', path, undefined, undefined, accept)).body as T
  }

  /** GET of any path as it comes, such as a container's log. */
  async text(path: string): Promise<string> {
    this.options.guard?.()
    const answer = await patientRequest(this.server + path, { agent: this.agent, headers: this.headers })
    if (answer.status >= 400) throw new ApiError('GET', path, answer.status, answer.body)
    return answer.body
  }

  async read(key: ObjectKey): Promise<KubeObject> {
    return this.get(await this.discovery.path(key))
  }

  /** Like `read`, but undefined when the object does not exist. */
  async find(key: ObjectKey): Promise<KubeObject | undefined> {
    try {
      return await this.read(key)
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }

  /** Items of a collection; they carry `apiVersion` and `kind`, which the server leaves out in lists. */
  async list(
    apiVersion: string,
    kind: string,
    query: { namespace?: string; labelSelector?: string; fieldSelector?: string } = {},
  ): Promise<KubeObject[]> {
    const { namespace, ...selectors } = query
    const path = await this.discovery.path({ apiVersion, kind, metadata: { namespace } })
    const list = await this.get<{ items: KubeObject[] }>(
      `${path}?${new URLSearchParams(selectors as Record<string, string>)}`,
    )
    return list.items.map((item) => ({ ...item, apiVersion, kind }))
  }

  async create(object: KubeObject): Promise<KubeObject> {
    const path = await this.discovery.path({ ...object, metadata: { namespace: object.metadata.namespace } })
    return (await this.request('POST', path, object)).body as KubeObject
  }

  /** Server-side apply with forced ownership and strict field validation: unknown and doubled fields are errors. */
  async apply(
    object: KubeObject,
    { fieldManager = 'ainur-test', subresource, dryRun }: ApplyOptions = {},
  ): Promise<ApplyResult> {
    const path = await this.discovery.path(object)
    const query = new URLSearchParams({
      fieldManager,
      force: 'true',
      fieldValidation: 'Strict',
      ...(dryRun ? { dryRun: 'All' } : {}),
    })
    const target = `${path}${subresource ? `/${subresource}` : ''}?${query}`
    const answer = await this.request('PATCH', target, object, 'application/apply-patch+yaml')
    return { object: answer.body as KubeObject, warnings: answer.warnings }
  }

  /** JSON merge patch: null removes a field, lists are replaced as a whole. */
  async merge(key: ObjectKey, patch: object, subresource?: string): Promise<KubeObject> {
    const path = await this.discovery.path(key)
    const answer = await this.request(
      'PATCH',
      `${path}${subresource ? `/${subresource}` : ''}`,
      patch,
      'application/merge-patch+json',
    )
    return answer.body as KubeObject
  }

  /** Deletes an object in the background; one that is gone already is fine. */
  async delete(key: ObjectKey, { gracePeriodSeconds }: { readonly gracePeriodSeconds?: number } = {}): Promise<void> {
    const path = await this.discovery.path(key)
    const options = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background', gracePeriodSeconds }
    await this.request('DELETE', path, options).catch((error) => {
      if (!isNotFound(error)) throw error
    })
  }

  /** Reports every change of a collection after `resourceVersion` until `signal` aborts. */
  async watch(
    collectionPath: string,
    resourceVersion: string,
    onEvent: (event: WatchEvent) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const query = new URLSearchParams({ watch: 'true', resourceVersion, allowWatchBookmarks: 'true' })
    const url = `${this.server}${collectionPath}?${query}`
    // Bookmarks come about once a minute, so five minutes of silence mean that the connection is dead.
    const options = { agent: this.agent, headers: this.headers, signal, timeoutMs: 300_000 }
    const answer = await patiently(() => httpLines(url, options, (line) => onEvent(JSON.parse(line) as WatchEvent)))
    if (answer.status !== 200) throw new ApiError('WATCH', collectionPath, answer.status, answer.body)
  }

  /** Whether the server says that it is ready. */
  async isReady(): Promise<boolean> {
    const { status } = await httpRequest(`${this.server}/readyz`, {
      agent: this.agent,
      headers: this.headers,
      timeoutMs: 10_000,
    })
    return status === 200
  }

  async request(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
    accept = 'application/json',
  ): Promise<{ body: unknown; warnings: string[] }> {
    this.options.guard?.()
    const answer = await patientRequest(this.server + path, {
      method,
      agent: this.agent,
      headers: {
        ...this.headers,
        accept,
        ...(body === undefined ? {} : { 'content-type': contentType }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (answer.status >= 400) throw new ApiError(method, path, answer.status, answer.body)
    return {
      body: answer.body === '' ? undefined : JSON.parse(answer.body),
      warnings: parseWarnings(answer.headers.warning),
    }
  }

  /** Another client of the same server, without the guard. Close it too. */
  withoutGuard(): KubeApi {
    return new KubeApi({ ...this.options, guard: undefined })
  }

  /** Closes idle connections; without it the API server waits for them when it is told to stop. */
  close(): void {
    this.agent.destroy()
  }
}
