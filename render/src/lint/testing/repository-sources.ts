import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SourceFile } from '../import-direction.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** Every TypeScript file of this repository that Git knows or would know. */
export function repositorySources(): SourceFile[] {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], { cwd: root, encoding: 'utf8' })
  return listed.stdout
    .split('\n')
    .filter(Boolean)
    .flatMap((path) => {
      try {
        return [{ path, text: readFileSync(join(root, path), 'utf8') }]
      } catch {
        return [] // deleted, not yet committed
      }
    })
}
