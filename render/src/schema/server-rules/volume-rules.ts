import type { Problem } from '@ainur/constructs/finding'
import { asMap, type Fields, numberedMaps } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { breach, presentOf } from './breach.ts'
import { nfsRules } from './nfs-rules.ts'
import { claimRules } from './storage-rules.ts'

/** Kinds of volumes that write files of their own making. */
const written = ['configMap', 'secret', 'downwardAPI', 'projected']

/** What the API server refuses in one volume of a pod. One without any source is legal: it becomes an emptyDir. */
export function volumeRules(volume: Fields, at: Path): Problem[] {
  const sources = presentOf(volume, Object.keys(volume)).filter((key) => key !== 'name')
  if (sources.length > 1) {
    const message = `volume "${volume.name}" has the sources ${sources.join(', ')}: only one is allowed`
    return [breach(serverRule.volumeSource, at, message, 'make it several volumes, or one projected volume')]
  }
  const [kind = ''] = sources
  const place = [...at, kind]
  const source = asMap(volume[kind])
  if (written.includes(kind)) return writtenRules(source, place, kind)
  if (kind === 'hostPath') return hostPathRules(source, place)
  if (kind === 'nfs') return nfsRules(source, place)
  if (kind !== 'ephemeral') return []
  const template = asMap(source.volumeClaimTemplate)
  return claimRules(asMap(template.spec), [...place, 'volumeClaimTemplate', 'spec'])
}

function writtenRules(source: Fields, at: Path, kind: string): Problem[] {
  if (kind === 'projected') {
    return [
      ...modeRules(source.defaultMode, [...at, 'defaultMode']),
      ...numberedMaps(source.sources).flatMap(([index, projected]) =>
        presentOf(projected, ['configMap', 'secret', 'downwardAPI']).flatMap((part) =>
          fileRules(asMap(projected[part]), [...at, 'sources', index, part]),
        ),
      ),
    ]
  }
  const name = kind === 'secret' ? 'secretName' : 'name'
  const missing = kind !== 'downwardAPI' && !source[name]
  return [
    ...(missing
      ? [breach(serverRule.volumeSource, [...at, name], `"${name}" is missing`, `name the ${kind} to mount`)]
      : []),
    ...modeRules(source.defaultMode, [...at, 'defaultMode']),
    ...fileRules(source, at),
  ]
}

function fileRules(source: Fields, at: Path): Problem[] {
  return numberedMaps(source.items).flatMap(([index, { path, mode }]) => [
    ...modeRules(mode, [...at, 'items', index, 'mode']),
    ...descendingPath(path, [...at, 'items', index, 'path']),
  ])
}

/** JSON has no octal numbers: 0644 is written 420, and 644 asks for something else altogether. */
function modeRules(mode: unknown, at: Path): Problem[] {
  if (typeof mode !== 'number' || (mode >= 0 && mode <= 0o777)) return []
  const digits = String(mode)
  const meant = /^[0-7]{3,4}$/.test(digits) ? Number.parseInt(digits, 8) : undefined
  const message = `${mode}: only 0 to 511 (0777) is allowed`
  const remedy =
    meant !== undefined && meant <= 0o777 ? `write 0o${digits}, which is ${meant}` : 'write it as 0o644, say'
  return [breach(serverRule.fileMode, at, message, remedy)]
}

/** Paths that must stay below where they are mounted. */
export function descendingPath(path: unknown, at: Path): Problem[] {
  if (typeof path !== 'string' || (!path.startsWith('/') && !path.split('/').includes('..'))) return []
  const message = `"${path}": only a relative path without ".." is allowed`
  return [breach(serverRule.volumePath, at, message, 'write it relative to the volume')]
}

function hostPathRules({ path }: Fields, at: Path): Problem[] {
  if (typeof path !== 'string') return []
  if (path !== '' && !path.split('/').includes('..')) return []
  return [
    breach(serverRule.volumePath, [...at, 'path'], `"${path}": only a path without ".." is allowed`, 'correct it'),
  ]
}
