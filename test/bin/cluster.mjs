#!/usr/bin/env node
// The `cluster` command. Plain JavaScript, because it is what makes TypeScript run.
import { fileURLToPath } from 'node:url'
import { assertInstalled } from '../../render/bin/assert-installed.mjs'

assertInstalled(fileURLToPath(new URL('../..', import.meta.url)))
const { register } = await import('tsx/esm/api')
register()
const { main } = await import('../src/command/main.ts')
await main(process.argv.slice(2))
