import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { stableRendering } from './stable-rendering.ts'

const request = {
  archive: 'kettle.tgz',
  releaseName: 'tea',
  namespace: 'kitchen',
  values: {},
  kubeVersion: 'v1.36.3',
  apiVersions: [],
  skipCrds: false,
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ainur-stable-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Renders with a program in place of helm that prints what this shell script puts into `text`. */
function render(script: string) {
  const file = join(folder, 'helm')
  const manifest = 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: tea\\ndata:\\n  text: "%s"\\n'
  writeFileSync(file, `#!/bin/sh\ncd ${folder}\necho >> calls\n${script}\nprintf '${manifest}' "$text"\n`)
  chmodSync(file, 0o755)
  const env = { PATH: process.env.PATH, XDG_CACHE_HOME: join(folder, 'cache') }
  return stableRendering({ file, version: 'v3.22.0' }, request, 'a'.repeat(64), env)
}
const calls = () => readFileSync(join(folder, 'calls'), 'utf8').length

it('keeps what was the same three times', async () => {
  const objects = await render('text=same')
  expect(objects).toMatchObject([{ kind: 'ConfigMap', data: { text: 'same' } }])
  expect(calls()).toBe(3)
  expect(await render('text=same')).toEqual(objects)
  expect(calls()).toBe(3)
})

it('sees a count of seconds also when the first of three is so slow that the others could overtake it', async () => {
  const slowAtFirst = 'mkdir first 2> /dev/null && sleep 1.1\ntext=$(date +%s)'
  await expect(render(slowAtFirst)).rejects.toThrow('ConfigMap tea data.text')
  expect(readdirSync(folder)).not.toContain('cache')
})
