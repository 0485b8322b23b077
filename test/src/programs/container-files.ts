import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'

/** A file of a volume: its content, and its permissions where the volume says any. */
export interface VolumeFile {
  readonly content: Buffer
  readonly mode?: number
}

interface Source {
  readonly name?: string
  readonly secretName?: string
  readonly items?: readonly { readonly key: string; readonly path: string; readonly mode?: number }[]
  readonly defaultMode?: number
  readonly optional?: boolean
}

/** What a kubelet puts into a volume, by path below it: contents of ConfigMaps and Secrets; nothing for empty ones. */
export async function volumeFiles(
  api: KubeApi,
  namespace: string,
  volume: KubeVolume,
): Promise<Map<string, VolumeFile>> {
  if (volume.configMap) return filesOf(api, namespace, 'ConfigMap', volume.configMap)
  if (volume.secret) return filesOf(api, namespace, 'Secret', volume.secret)
  if (volume.emptyDir) return new Map()
  if (volume.projected) {
    const { sources, defaultMode } = volume.projected
    const parts = await Promise.all(
      sources.map((source) => volumeFiles(api, namespace, withMode({ name: volume.name, ...source }, defaultMode))),
    )
    return new Map(parts.flatMap((part) => [...part]))
  }
  throw new Error(
    `volume ${volume.name} is of ${Object.keys(volume).filter((key) => key !== 'name')}; a program without a node has configMap, secret, emptyDir and projected ones`,
  )
}

/** A volume as a pod declares it. */
export interface KubeVolume {
  readonly name: string
  readonly configMap?: Source
  readonly secret?: Source
  readonly emptyDir?: object
  readonly projected?: {
    readonly defaultMode?: number
    readonly sources: readonly { readonly configMap?: Source; readonly secret?: Source }[]
  }
}

function withMode(volume: KubeVolume, defaultMode?: number): KubeVolume {
  const { name, configMap, secret } = volume
  if (configMap) return { name, configMap: { ...configMap, defaultMode } }
  return secret ? { name, secret: { ...secret, defaultMode } } : volume
}

async function filesOf(
  api: KubeApi,
  namespace: string,
  kind: string,
  source: Source,
): Promise<Map<string, VolumeFile>> {
  const name = source.name ?? source.secretName ?? ''
  const object = await api.find({ apiVersion: 'v1', kind, metadata: { namespace, name } })
  if (!object && source.optional) return new Map()
  if (!object) throw new Error(`there is no ${kind} ${namespace}/${name}`)
  const contents = contentsOf(object)
  const items = source.items ?? [...contents.keys()].map((key) => ({ key, path: key, mode: undefined }))
  return new Map(
    items.map(({ key, path, mode }) => {
      const content = contents.get(key)
      if (!content) throw new Error(`${kind} ${namespace}/${name} has no key ${key}; it has ${[...contents.keys()]}`)
      return [path, { content, mode: mode ?? source.defaultMode }]
    }),
  )
}

/** The values of a ConfigMap or Secret as they are in files. */
export function contentsOf({ kind, data = {}, binaryData = {} }: KubeObject): Map<string, Buffer> {
  const encoded: Record<string, string> = kind === 'Secret' ? data : binaryData
  const plain: Record<string, string> = kind === 'Secret' ? {} : data
  return new Map([
    ...Object.entries(plain).map(([key, text]): [string, Buffer] => [key, Buffer.from(text)]),
    ...Object.entries(encoded).map(([key, text]): [string, Buffer] => [key, Buffer.from(text, 'base64')]),
  ])
}

/** Writes the files of a volume as a kubelet does: owned by root, of the pod's group, readable for it. */
export function writeVolume(directory: string, files: ReadonlyMap<string, VolumeFile>, group: number): void {
  mkdirSync(directory, { recursive: true })
  for (const [path, { content, mode = 0o644 }] of files) {
    const file = join(directory, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    chownSync(file, 0, group)
    chmodSync(file, mode)
  }
}
