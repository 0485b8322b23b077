import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findHelm } from './find-helm.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ainur-helm-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A program that says of itself what helm says. */
function program(name: string, version: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\n[ "$1" = version ] && printf '%s' '${version}'\n`)
  chmodSync(file, 0o755)
  return file
}

it('prefers AINUR_HELM to HELM, and that to the PATH', async () => {
  const [own, other, onPath] = [program('own', 'v3.20.0'), program('other', 'v3.21.0'), program('helm', 'v4.1.0')]
  const PATH = `/nowhere:${folder}`
  expect(await findHelm({ PATH })).toEqual({ file: onPath, version: 'v4.1.0' })
  expect(await findHelm({ PATH, HELM: other })).toEqual({ file: other, version: 'v3.21.0' })
  expect(await findHelm({ PATH, HELM: other, AINUR_HELM: own })).toEqual({ file: own, version: 'v3.20.0' })
  expect(await findHelm({ PATH, HELM: 'other' })).toEqual({ file: other, version: 'v3.21.0' })
})

it.each([
  ['v2.17.0', 'is helm v2.17.0; >=3.14.0 <5 is needed'],
  ['v5.0.0', 'is helm v5.0.0; >=3.14.0 <5 is needed'],
  ['hello', 'is not helm'],
])('refuses a program that says %s', async (version, message) => {
  await expect(findHelm({ AINUR_HELM: program('helm', version) })).rejects.toThrow(message)
})

it('says what it looked for, even if there is no PATH', async () => {
  await expect(findHelm({})).rejects.toThrow('no helm on the PATH (empty), and neither AINUR_HELM nor HELM names one')
})
