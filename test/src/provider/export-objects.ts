import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { KubeApi } from '../api/kube-api.ts'

interface ApiGroupList {
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[]
}

interface ApiResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly verbs: readonly string[] }[]
}

/** Secrets stay where they are, even in a test: an exported directory is made to be shown to others. */
const left = new Set(['Secret'])

/** Writes every object that can be listed, one file per kind, below `directory/objects`. */
export async function exportObjects(api: KubeApi, directory: string): Promise<void> {
  const folder = join(directory, 'objects')
  mkdirSync(folder, { recursive: true })
  const groups = await api.get<ApiGroupList>('/apis')
  const versions = ['v1', ...groups.groups.map((group) => group.preferredVersion.groupVersion)]
  await Promise.all(versions.map((version) => exportVersion(api, version, folder)))
}

async function exportVersion(api: KubeApi, apiVersion: string, folder: string): Promise<void> {
  const path = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`
  const { resources } = await api.get<ApiResourceList>(path)
  const listable = resources.filter(
    ({ name, kind, verbs }) => !name.includes('/') && verbs.includes('list') && !left.has(kind),
  )
  for (const { kind } of listable) {
    const items = await api.list(apiVersion, kind)
    if (items.length === 0) continue
    const text = items.map((item) => stringify(item)).join('---\n')
    writeFileSync(join(folder, `${kind}.${apiVersion.replace('/', '.')}.yaml`), text)
  }
}
