#!/usr/bin/env node
// The `cluster` command. Plain JavaScript, because it is what makes TypeScript run.
import { register } from 'tsx/esm/api'

register()
const { main } = await import('../src/command/main.ts')
await main(process.argv.slice(2))
