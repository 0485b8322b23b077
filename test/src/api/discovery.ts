import { isNotFound } from './api-error.ts'
import type { KubeObject } from './kube-object.ts'

/** What the API server says about one kind. */
export interface Resource {
  readonly plural: string
  readonly namespaced: boolean
  readonly verbs: readonly string[]
}

interface ApiResourceList {
  readonly resources: readonly {
    readonly name: string
    readonly kind: string
    readonly namespaced: boolean
    readonly verbs: readonly string[]
  }[]
}

/** Knows the path of every kind by asking the API server, once per group and version. */
export class Discovery {
  private readonly lists = new Map<string, Promise<ApiResourceList>>()
  private readonly get: (path: string) => Promise<unknown>

  constructor(get: (path: string) => Promise<unknown>) {
    this.get = get
  }

  /** The resource behind a kind. Throws when the server does not serve it, e.g. because its CRD is missing. */
  async resource(apiVersion: string, kind: string): Promise<Resource> {
    // A CRD may have been installed since the last look, so a miss is looked up once more.
    const found = (await this.find(apiVersion, kind)) ?? (await this.find(apiVersion, kind, true))
    if (!found) {
      throw new Error(`the cluster does not serve ${kind} in ${apiVersion}; install its CustomResourceDefinition first`)
    }
    return found
  }

  /** Path of an object, or of its collection when `name` is left out. */
  async path({
    apiVersion,
    kind,
    metadata,
  }: Pick<KubeObject, 'apiVersion' | 'kind'> & { metadata?: { name?: string; namespace?: string } }): Promise<string> {
    const { plural, namespaced } = await this.resource(apiVersion, kind)
    const namespace = namespaced && metadata?.namespace ? `/namespaces/${metadata.namespace}` : ''
    return `${groupPath(apiVersion)}${namespace}/${plural}${metadata?.name ? `/${metadata.name}` : ''}`
  }

  /** Whether the server serves a kind by now. */
  async serves(apiVersion: string, kind: string): Promise<boolean> {
    return ((await this.find(apiVersion, kind)) ?? (await this.find(apiVersion, kind, true))) !== undefined
  }

  private async find(apiVersion: string, kind: string, again = false): Promise<Resource | undefined> {
    const path = groupPath(apiVersion)
    if (again) this.lists.delete(path)
    let list = this.lists.get(path)
    if (!list) {
      list = this.get(path).catch((error) => {
        if (isNotFound(error)) return { resources: [] }
        // A failed request says nothing about the kind, and must not be remembered.
        this.lists.delete(path)
        throw error
      }) as Promise<ApiResourceList>
      this.lists.set(path, list)
    }
    const found = (await list).resources.find((resource) => resource.kind === kind && !resource.name.includes('/'))
    return found && { plural: found.name, namespaced: found.namespaced, verbs: found.verbs }
  }
}

/** `/api/v1` or `/apis/apps/v1`. */
export function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
}
