import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

const github = join(import.meta.dirname, '..')
const workflows = readdirSync(join(github, 'workflows'))
const hasGo = spawnSync('go', ['version']).status === 0
if (!hasGo && process.env.CI) throw new Error('actionlint is built with Go, and there is no go on the PATH')

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Lints the workflows as CI does, after `edit`, in a copy that is a repository of its own. */
function lint(edit: (text: string) => string = (text) => text) {
  const root = mkdtempSync(join(tmpdir(), 'actionlint-'))
  folders.push(root)
  cpSync(github, join(root, '.github'), { recursive: true })
  execFileSync('git', ['init', '-q', root])
  for (const name of workflows) {
    const file = join(root, '.github/workflows', name)
    writeFileSync(file, edit(readFileSync(file, 'utf8')))
  }
  const { status, stdout, stderr } = spawnSync('go', ['-C', join(root, '.github/tools'), 'tool', 'actionlint'], {
    encoding: 'utf8',
  })
  // On stderr Go tells what it downloads, and why it cannot.
  return { status, output: stdout, log: stderr }
}

describe.skipIf(!hasGo)('actionlint (needs Go)', () => {
  it('has nothing to say about the workflows', () => {
    const { log, ...verdict } = lint()
    expect(verdict, log).toEqual({ status: 0, output: '' })
  })

  it('fires on a runner that does not exist, and on text of the pull request inside a script', () => {
    expect(lint((text) => text.replaceAll('ubuntu-24.04', 'ubuntu-99'))).toMatchObject({
      status: 1,
      output: expect.stringContaining('label "ubuntu-99" is unknown'),
    })
    const script = '      - run: echo "$' + '{{ github.event.pull_request.title }}"\n      - run: npm ci\n'
    expect(lint((text) => text.replace('      - run: npm ci\n', script))).toMatchObject({
      status: 1,
      output: expect.stringContaining('potentially untrusted'),
    })
  })
})

describe('the workflows', () => {
  it.each(workflows)('%s pins every action by commit and says what it may do', (name) => {
    const text = readFileSync(join(github, 'workflows', name), 'utf8')
    const uses = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, action]) => action)
    expect(uses.length).toBeGreaterThan(0)
    for (const action of uses) expect(action).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+/)
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m)
    expect(text).toMatch(/^concurrency:$/m)
  })
})
