import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { KubeApi } from '../api/kube-api.ts'
import { listableKinds } from '../api/listable-kinds.ts'

/** Secrets are left out, even in a test: an exported directory is made to be shown to others. */
const left = new Set(['Secret'])

/** Writes every object that can be listed, one file per kind, below `directory/objects`. */
export async function exportObjects(api: KubeApi, directory: string): Promise<void> {
  const folder = join(directory, 'objects')
  mkdirSync(folder, { recursive: true })
  for (const { apiVersion, kind } of await listableKinds(api)) {
    if (left.has(kind)) continue
    const items = await api.list(apiVersion, kind)
    if (items.length === 0) continue
    const text = items.map((item) => stringify(item)).join('---\n')
    writeFileSync(join(folder, `${kind}.${apiVersion.replace('/', '.')}.yaml`), text)
  }
}
