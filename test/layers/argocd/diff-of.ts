import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { type Change, objectKey } from './snapshot.ts'

const ainur = fileURLToPath(new URL('../../../render/bin/ainur.mjs', import.meta.url))

interface DiffJson {
  readonly objects: readonly {
    readonly change: Change['change'] | 'renamed'
    readonly object: DiffRef
    readonly from?: DiffRef
  }[]
}

interface DiffRef {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
}

/**
 * What `ainur diff` says that a change does, ordered by name; a renamed object is one removed and one added.
 *
 * @param repository working copy
 * @param folder of the tree, in the repository
 */
export async function diffOf(repository: string, folder: string, base: string, head: string): Promise<Change[]> {
  const args = ['diff', '--base', base, '--head', head, '--path', folder, '--format', 'json', '--fail-on', 'never']
  const { stdout } = await execa(process.execPath, [ainur, ...args], { cwd: repository })
  const { objects } = JSON.parse(stdout) as DiffJson
  const key = ({ apiVersion, kind, namespace, name }: DiffRef) => objectKey(apiVersion, kind, namespace, name)
  return objects
    .flatMap(({ change, object, from }): Change[] =>
      change === 'renamed'
        ? [
            { change: 'added', object: key(object) },
            { change: 'removed', object: key(from as DiffRef) },
          ]
        : [{ change, object: key(object) }],
    )
    .sort((a, b) => (a.object < b.object ? -1 : 1))
}
