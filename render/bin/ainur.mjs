#!/usr/bin/env node
// The `ainur` command. Plain JavaScript, because it is what makes TypeScript run.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runTypeScript } from './run-typescript.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
await runTypeScript(join(root, 'render/src/cli/run.ts'), root, ({ run }) => run())
