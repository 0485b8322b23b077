#!/usr/bin/env node
// Starts the `ainur` command, or another TypeScript program of this repository: the one that the first argument names.
import { existsSync } from 'node:fs'
import module from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url))
if (!existsSync(packages)) {
  console.error('The packages are not installed yet: run npm ci first.')
  process.exit(2)
}

// Compiled code is kept between runs, where Node can do that: a short run mostly compiles.
module.enableCompileCache?.(resolve(packages, '.cache/ainur'))

// Node runs TypeScript itself, and says nothing about it, from 22.18 and 24.3 on; before, tsx makes JavaScript of it.
const [major, minor] = process.versions.node.split('.').map(Number)
const warns = major === 23 || (major === 24 && minor < 3)
if (!process.features.typescript || warns) {
  const { register } = await import('tsx/esm/api')
  register()
}

const [program] = process.argv[2]?.endsWith('.ts') ? process.argv.splice(2, 1).map((file) => resolve(file)) : []
await import(program ? pathToFileURL(program).href : '../src/cli/ainur.ts')
