#!/usr/bin/env node
// The `ainur` command. Plain JavaScript, because it is what makes TypeScript run.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assertInstalled } from './assert-installed.mjs'
import { runTypeScript } from './run-typescript.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
assertInstalled(root)
try {
  await runTypeScript(join(root, 'render/src/cli/run.ts'), root, ({ run }) => run())
} catch (error) {
  // Node itself would quote a line of the JavaScript that was made of the file.
  console.error('This is a defect of ainur, not of your files. Please report it with what you did:')
  console.error(error)
  process.exitCode = 1
}
// All is done once all is written: what V8 compiles in the background meanwhile nobody needs.
for (const stream of [process.stdout, process.stderr]) await new Promise((written) => stream.write('', written))
process.exit()
