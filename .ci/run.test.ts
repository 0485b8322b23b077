import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ci-run-'))
  mkdirSync(join(root, '.ci'))
  cpSync(join(import.meta.dirname, 'run'), join(root, '.ci/run'))
})
afterEach(() => rmSync(root, { recursive: true }))

/** Runs the script with an `npm` that is this shell script; `$*` are its arguments. */
function run(npm: string) {
  writeFileSync(join(root, 'npm'), `#!/bin/sh\necho "npm $*" >> ${root}/calls\n${npm}\n`)
  chmodSync(join(root, 'npm'), 0o755)
  const env = { ...process.env, PATH: `${root}:${process.env.PATH}` }
  const { status, stdout } = spawnSync(join(root, '.ci/run'), { cwd: root, env, encoding: 'utf8' })
  return { status, line: stdout.trimEnd().split('\n').at(-1) }
}

describe('.ci/run', () => {
  it('ends with the totals of the tests', () => {
    expect(run('[ "$1" != test ] || echo "3 passed, 0 failed, 0 skipped"')).toEqual({
      status: 0,
      line: '3 passed, 0 failed, 0 skipped',
    })
    expect(run('[ "$1" != test ] || { echo "3 passed, 1 failed, 0 skipped"; exit 1; }')).toEqual({
      status: 1,
      line: '3 passed, 1 failed, 0 skipped',
    })
  })

  it.each(['ci', 'run lint', 'run typecheck', 'run synth -- --check'])(
    'ends with a failure, and without any test, when npm %s fails',
    (step) => {
      expect(run(`[ "$*" != "${step}" ] || exit 7`)).toEqual({ status: 7, line: '0 passed, 1 failed, 0 skipped' })
    },
  )
})
